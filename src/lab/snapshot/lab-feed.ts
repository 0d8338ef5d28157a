import { setTimeout as pause } from 'node:timers/promises';
import type { Container } from '../../engine/containers/container.ts';
import type { Engine } from '../../engine/engine.ts';
import { isNotFound } from '../../engine/engine-error.ts';
import { labels } from '../../engine/ownership/labels.ts';
import { buildTopology } from '../../topology/build-topology.ts';
import type { Topology } from '../../topology/topology.ts';
import { tunnelTimers } from '../../topology/tunnel-timers.ts';
import { readRecords, recordKeeper } from '../faults/undo-records.ts';
import { parseLabRecord, recordPath } from '../lab-record.ts';
import { type RunningLab, recordOf } from '../running-labs.ts';
import { EngineClock } from './engine-clock.ts';
import { FollowedNodes } from './followed-nodes.ts';
import { LabView } from './lab-view.ts';
import { identityOf } from './look.ts';
import { type Subscriber, Updates } from './updates.ts';

/** How often to ask the engine which containers run and which faults are active (ms). */
const lookMs = 1000;
/** Changes within this time are reported together (ms). */
const gatherMs = 100;

/**
 * Reports a live lab to any number of subscribers. Each gets a snapshot at once, and from then on every event and
 * change. The feed also sees what other processes do to the lab.
 */
export class LabFeed implements Disposable {
  readonly #engine: Engine;
  readonly #id: string;
  readonly #topology: Topology;
  readonly #view: LabView;
  readonly #nodes: FollowedNodes;
  readonly #updates: Updates;
  readonly #stop = new AbortController();
  #gathering: NodeJS.Timeout | undefined;
  /** The lab's record at the last look. */
  #record: Buffer | undefined;
  #failure: unknown;

  private constructor(engine: Engine, { id, topology, ...record }: Awaited<ReturnType<typeof recordOf>>) {
    this.#engine = engine;
    this.#id = id;
    this.#topology = topology;
    const clock = new EngineClock();
    this.#view = new LabView(identityOf({ id, ...record }), topology, clock);
    this.#updates = new Updates(this.#view.snapshot(), clock);
    this.#nodes = new FollowedNodes(this.#view, clock, (event) => {
      // Packet counters are no event for subscribers, but they show whether a tunnel carries packets.
      if (event.kind !== 'counters') this.#updates.event(event);
      this.#gathering ??= setTimeout(this.#gather, gatherMs);
    });
  }

  /**
   * Starts to follow a lab, brought up by any process.
   *
   * @throws SwitchoverError (lab-not-ready) when the lab has no record of itself
   */
  static async open(engine: Engine, lab: RunningLab): Promise<LabFeed> {
    const feed = new LabFeed(engine, await recordOf(engine, lab));
    await feed.#look('now');
    await feed.#nodes.ask();
    feed.#gather();
    return feed;
  }

  /** @returns a function that ends the subscription */
  subscribe(subscriber: Subscriber): () => void {
    return this.#updates.subscribe(subscriber);
  }

  /**
   * Follows the lab until it is removed, or the feed is disposed of.
   *
   * @throws EngineError when the engine no longer answers
   */
  async run(): Promise<void> {
    const { signal } = this.#stop;
    for (;;) {
      await pause(lookMs, undefined, { signal }).catch(() => {});
      if (this.#failure !== undefined) throw this.#failure;
      if (signal.aborted) return;
      const isThere = await this.#look('beginning');
      // The lab is gone, so the end of its nodes is not reported.
      if (!isThere) return this.#updates.end();
      this.#gather();
      // A node that is slow to answer must not hold up the others.
      this.#nodes.ask().then(this.#gather, this.#fail);
    }
  }

  /** @returns whether any node of the lab is left */
  async #look(from: 'beginning' | 'now'): Promise<boolean> {
    const all = await this.#engine.containers({ [labels.run]: this.#id });
    const running = new Map<string, Container>();
    for (const summary of all) {
      const node = summary.labels[labels.node];
      if (node !== undefined && summary.state === 'running')
        running.set(node, this.#engine.container(summary));
    }
    await this.#nodes.follow(running, from);
    const keeper = running.get(recordKeeper({ topology: this.#topology }));
    const [faults] = await Promise.all([
      keeper ? readRecords(keeper) : [],
      keeper ? this.#lookAtTimers(keeper) : undefined,
    ]);
    this.#view.break(faults);
    // A helper is no sign of it: that of an inspect that was killed stays longer than the lab.
    return all.some((summary) => labels.node in summary.labels);
  }

  /** Other processes may change timers. They write the lab's record anew. */
  async #lookAtTimers(keeper: Container): Promise<void> {
    const record = await keeper.readFile(recordPath).catch(noneIfGone);
    if (record === undefined || this.#record?.equals(record)) return;
    this.#record = record;
    const { definition, profile } = parseLabRecord(record.toString());
    this.#view.time(tunnelTimers(buildTopology(definition, profile)));
  }

  readonly #gather = (): void => {
    if (this.#stop.signal.aborted) return;
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#updates.become(this.#view.snapshot());
  };

  readonly #fail = (error: unknown): void => {
    this.#failure = error;
    this.#stop.abort();
  };

  [Symbol.dispose](): void {
    this.#stop.abort();
    clearTimeout(this.#gathering);
    this.#nodes[Symbol.dispose]();
  }
}

/** The container may have ended a moment ago. */
function noneIfGone(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}
