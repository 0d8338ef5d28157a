import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { labels } from '../../engine/ownership/labels.ts';
import { SourcePorts } from '../../experiment/traffic/source-ports.ts';
import { joinLab } from '../../lab/join-lab.ts';
import type { Lab } from '../../lab/lab.ts';
import { type RunningLab, runningLabs } from '../../lab/running-labs.ts';
import { LabFeed } from '../../lab/snapshot/lab-feed.ts';
import type { LabSnapshot } from '../../lab/snapshot/snapshot.ts';
import { adoptTimers } from '../../lab/timers/adopt-timers.ts';
import { trafficPairs } from '../../topology/traffic-ends.ts';
import type { Drawing } from '../protocol/drawing.ts';
import { drawingOf } from './drawing/drawing-of.ts';
import type { TrafficPlace } from './light-traffic.ts';
import { messageOf } from './message-of.ts';
import { TunnelRates } from './tunnel-rates.ts';

/** How often the past of a lab that is whole is forgotten (ms): its counters alone are some thousand lines an hour. */
const forgetMs = 60_000;

/**
 * A lab that is up and to which a hub has joined. It stays up when the hub lets it go. Other processes may change it at
 * any time, so whoever is about to change it asks for it anew.
 */
export class HeldLab implements AsyncDisposable {
  readonly id: string;
  readonly feed: LabFeed;
  readonly drawing: Drawing;
  readonly ports = new SourcePorts();
  readonly #engine: Engine;
  readonly #rates: TunnelRates;
  readonly #forgetting: NodeJS.Timeout;
  #lab: Lab;
  #isBusy = false;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(engine: Engine, lab: Lab, feed: LabFeed) {
    this.#engine = engine;
    this.#lab = lab;
    this.id = lab.blueprint.id;
    this.feed = feed;
    this.drawing = drawingOf(lab.blueprint);
    this.#rates = new TunnelRates(lab.topology);
    this.#listen();
    this.#forgetting = setInterval(() => {
      if (!this.#isBusy && this.snapshot.complete) this.#lab.forgetPast();
    }, forgetMs);
    this.#forgetting.unref();
  }

  /**
   * Joins a lab. Probes that a killed server has left in its hosts are ended: they would have the ports.
   *
   * @throws SwitchoverError (lab-not-ready) when the lab has no record of itself
   */
  static async join(engine: Engine, running: RunningLab): Promise<HeldLab> {
    const lab = await joinLab(engine, running);
    await endProbes(lab);
    return new HeldLab(engine, lab, await LabFeed.open(engine, running));
  }

  /** As it was joined last. */
  get lab(): Lab {
    return this.#lab;
  }

  get snapshot(): LabSnapshot {
    let snapshot: LabSnapshot | undefined;
    this.feed.subscribe((update) => {
      if (update.kind === 'snapshot') ({ snapshot } = update);
    })();
    if (!snapshot) throw new Error('A feed begins with a snapshot.');
    return snapshot;
  }

  /** What the light traffic needs, when no change goes on. */
  trafficPlace(): Promise<TrafficPlace> {
    return this.change(async (lab) => ({ lab, ports: this.ports, rates: this.#rates }));
  }

  /**
   * Does something with the lab, one after the other.
   *
   * @throws SwitchoverError (lab-not-ready) when it is gone
   */
  change<T>(act: (lab: Lab) => Promise<T>): Promise<T> {
    const next = this.#turn.then(async () => {
      const lab = await this.#fresh();
      this.#isBusy = true;
      try {
        return await act(lab);
      } finally {
        this.#isBusy = false;
      }
    });
    this.#turn = next.catch(() => {});
    return next;
  }

  /** Lets the lab go, and leaves it up. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#forgetting);
    this.feed[Symbol.dispose]();
    await this.#lab.leave();
  }

  /**
   * The lab as it is now: joined again when another process has replaced or killed a machine.
   *
   * @throws SwitchoverError (lab-not-ready) when it is gone
   */
  async #fresh(): Promise<Lab> {
    const containers = await this.#engine.containers({ [labels.run]: this.id });
    const isAsKnown = containers.every(({ id, state, labels: own }) => {
      const node = own[labels.node];
      if (node === undefined) return true;
      const known = this.#lab.nodeOrNone(node);
      return known?.container.id === id && this.#lab.runs(node) === (state === 'running');
    });
    if (isAsKnown) {
      await adoptTimers(this.#lab);
      return this.#lab;
    }
    const running = (await runningLabs(this.#engine)).find(({ id }) => id === this.id);
    if (!running) throw new SwitchoverError('lab-not-ready', 'The lab is gone.');
    const old = this.#lab;
    this.#lab = await joinLab(this.#engine, running);
    this.#listen();
    await old.leave();
    return this.#lab;
  }

  #listen(): void {
    this.#lab.events.listen((event) => this.#rates.hear(event));
  }
}

/** Ends the programs of a trial or of light traffic whose process was killed. */
async function endProbes(lab: Lab): Promise<void> {
  let hosts: string[];
  try {
    hosts = trafficPairs(lab.topology).flatMap(({ near, far }) => [near.name, far.name]);
  } catch (error) {
    if (error instanceof SwitchoverError) return;
    throw error;
  }
  await Promise.all(
    [...new Set(hosts)]
      .filter((host) => lab.runs(host))
      .map((host) =>
        lab
          .node(host)
          .container.exec(['pkill', '-KILL', '-f', '^switchover-(probe|tcp) '])
          .catch((error: unknown) => {
            throw new SwitchoverError('lab-not-ready', `${host} cannot be asked: ${messageOf(error)}`);
          }),
      ),
  );
}
