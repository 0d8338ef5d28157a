import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { notYet, ready, until, WaitError } from '../base/until.ts';
import { describeEndpoint } from '../engine/connection/endpoint.ts';
import type { Engine } from '../engine/engine.ts';
import { isNotFound } from '../engine/engine-error.ts';
import { refusesLine } from '../observations/events/frr-log.ts';
import { endedOnRequest } from '../observations/events/process-end.ts';
import type { EventLog } from './event-log.ts';
import type { LabNode } from './lab-node.ts';
import { lastWords, wasKilled } from './last-words.ts';
import { type NodeFailure, nodeFailed } from './node-failure.ts';

/** How long all nodes may take to end. A stopped node takes a second at most, and dockerd stops all at once. */
const allEndLimit = { kind: 'lab-not-ready', timeoutMs: 3_000, intervalMs: 200 } as const;

type Loss = NodeFailure & { readonly kind: 'daemon-ended' | 'ended' };

/**
 * Watches the nodes of a lab, their daemons and the engine. The first unexpected end, or the first line of a
 * configuration that FRR does not take, is the reason why the lab failed; every later failure is a consequence of it.
 */
export class LabWatch {
  readonly #engine: Engine;
  readonly #events: EventLog;
  readonly #nodes: ReadonlyMap<string, LabNode>;
  readonly #expectedToEnd = new Set<string>();
  /** Daemons that may end, by node. */
  readonly #expectedExits = new Map<string, Set<string>>();
  readonly #failure = new AbortController();
  readonly #engineOnly: boolean;
  #isOver = false;

  /**
   * @param nodes the started nodes; read whenever something ends
   * @param engineOnly whether another process owns the nodes, so that their ends, now or long ago, are not failures
   */
  constructor(
    engine: Engine,
    events: EventLog,
    nodes: ReadonlyMap<string, LabNode>,
    { engineOnly }: { readonly engineOnly: boolean },
  ) {
    this.#engineOnly = engineOnly;
    this.#engine = engine;
    this.#events = events;
    this.#nodes = nodes;
    events.listen((event) => {
      const { node } = event;
      if (event.kind === 'failed') this.#fail(node, { kind: 'start-failed', end: event.end });
      if (event.kind === 'log' && refusesLine(event))
        this.#fail(node, { kind: 'line-refused', program: event.program, text: event.text });
      if (event.kind === 'exit' && !this.#expectedExits.get(node)?.has(event.program)) {
        const { program, end } = event;
        void this.#onLoss(node, { kind: 'daemon-ended', program, end });
      }
    });
  }

  /** Aborts, with the reason, when a node or one of its daemons ends unexpectedly, or goes on with half a configuration. */
  get failure(): AbortSignal {
    return this.#failure.signal;
  }

  /** From now on every end is expected. */
  end(): void {
    this.#isOver = true;
  }

  /** From now on the end of this node, or of its daemons, is expected. */
  expectEnd(node: string): void {
    this.#expectedToEnd.add(node);
  }

  /** The same for one of its daemons alone. */
  expectExit(node: string, program: string): void {
    const others = this.#expectedExits.get(node) ?? [];
    this.#expectedExits.set(node, new Set([...others, program]));
  }

  /** A node was started, for the first time or again, and must not end. */
  async begin(node: LabNode): Promise<void> {
    this.#expectedToEnd.delete(node.name);
    this.#expectedExits.delete(node.name);
    const ending = node.ended.catch(() => {}).then(() => this.#onEnd(node));
    // It died before the engine could tell its PID. Only its last words are left to report.
    if (node.pid === 0) await ending;
  }

  /**
   * Does some work on the lab. A dying node can break the work before the news of its death arrives. Then the death is
   * the error, not what it broke.
   *
   * @throws SwitchoverError (lab-not-ready) with the last words of a node that has died
   * @throws SwitchoverError (environment) when the engine falls silent or is gone
   * @throws whatever the work throws while all nodes live
   */
  async whileAlive<T>(work: () => Promise<T>): Promise<T> {
    using watch = this.#engine.watch();
    const onLoss = () => this.#engineIsGone(watch.lost.reason);
    watch.lost.addEventListener('abort', onLoss);
    try {
      return await work();
    } catch (error) {
      if (!this.failure.aborted) await this.#lookForTheDead();
      this.failure.throwIfAborted();
      throw error;
    } finally {
      watch.lost.removeEventListener('abort', onLoss);
    }
  }

  /** A node counts as alive if the engine does not answer about it. If it answers about none, the engine has failed. */
  async #lookForTheDead(): Promise<void> {
    const looks = await Promise.allSettled(
      [...this.#nodes.values()].map(async (node) => {
        if ((await node.container.state()).running) return;
        await node.ended;
        await this.#onEnd(node);
      }),
    );
    const [refusal, ...more] = looks.flatMap((look) => (look.status === 'rejected' ? [look.reason] : []));
    if (refusal !== undefined && more.length + 1 === looks.length) this.#engineIsGone(refusal);
  }

  /** The output of a node has ended, because the node or the engine has. */
  async #onEnd({ name, container }: LabNode): Promise<void> {
    if (this.#mayEnd(name)) return;
    try {
      const { running, exitCode } = await container.state();
      if (running) this.#fail(name, { kind: 'silent' });
      else await this.#onLoss(name, { kind: 'ended', end: { exitCode } });
    } catch (error) {
      if (isNotFound(error)) this.#fail(name, { kind: 'removed' });
      else this.#engineIsGone(error);
    }
  }

  /** A node or a daemon ended. If it was told to, and all the others end as well, the engine is being stopped. */
  async #onLoss(name: string, failure: Loss): Promise<void> {
    if (this.#mayEnd(name)) return;
    try {
      if (endedOnRequest(failure.end) && (await this.#allEnd()))
        this.#engineIsGone('it was stopped or restarted');
      else if (wasKilled(failure.end) && (await this.#ranOutOfMemory(name)))
        this.#fail(name, { ...failure, outOfMemory: true });
      else this.#fail(name, failure);
    } catch (error) {
      this.#engineIsGone(error);
    }
  }

  async #ranOutOfMemory(name: string): Promise<boolean> {
    try {
      return (await this.#nodes.get(name)?.container.state())?.outOfMemory ?? false;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  /** Whether all nodes end soon. */
  async #allEnd(): Promise<boolean> {
    const look = async () => {
      const states = await Promise.all([...this.#nodes.values()].map(({ container }) => container.state()));
      const left = states.filter(({ running }) => running).length;
      return left === 0 ? ready(true) : notYet(`${left} nodes run`);
    };
    try {
      return await until('The end of all nodes', look, allEndLimit);
    } catch (error) {
      if (error instanceof WaitError) return false;
      throw error;
    }
  }

  /** Whether the end of a node or daemon is expected, and so not reported. */
  #mayEnd(node: string): boolean {
    return this.#isOver || this.#engineOnly || this.#expectedToEnd.has(node);
  }

  #engineIsGone(cause: unknown): void {
    if (this.#isOver) return;
    const why = cause instanceof Error ? cause.message : String(cause);
    this.#failure.abort(
      new SwitchoverError(
        'environment',
        `The engine at ${describeEndpoint(this.#engine.endpoint)} was lost while the lab was up: ${why}.`,
      ),
    );
  }

  #fail(node: string, failure: NodeFailure): void {
    if (this.#mayEnd(node)) return;
    const words = lastWords(node, failure, this.#events, this.#nodes.get(node)?.lines ?? []);
    this.#failure.abort(nodeFailed(node, failure, words));
  }
}
