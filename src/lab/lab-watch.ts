import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { notYet, ready, until, WaitError } from '../base/until.ts';
import { describeEndpoint } from '../engine/connection/endpoint.ts';
import type { Engine } from '../engine/engine.ts';
import { isNotFound } from '../engine/engine-error.ts';
import { endedOnRequest, type ProcessEnd } from '../observations/events/process-end.ts';
import type { EventLog } from './event-log.ts';
import type { LabNode } from './lab-node.ts';
import { type NodeFailure, nodeFailed } from './node-failure.ts';

/** One that is told to stop takes a second at most, and dockerd tells all at once. */
const allEndLimit = { kind: 'lab-not-ready', timeoutMs: 3_000, intervalMs: 200 } as const;
/** Of what the culprit said: what its agent passed on, and what it said itself. */
const lastWords = { passedOn: 10, plain: 5 };

/**
 * Watches over the nodes of a lab, their daemons and the engine. The first that ends and should not have is the reason
 * why the lab failed, and all that fails afterwards is a consequence of it.
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
   * @param nodes those that were started; read whenever something ends
   * @param engineOnly the nodes are somebody else's: what ends, now or long ago, is no failure
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
      if (event.kind === 'exit' && !this.#expectedExits.get(node)?.has(event.program)) {
        const { program, end } = event;
        void this.#onLoss(node, { kind: 'daemon-ended', program, end });
      }
    });
  }

  /** Aborts, with the reason, when a node or one of its daemons ends that should not have. */
  get failure(): AbortSignal {
    return this.#failure.signal;
  }

  /** From now on nothing that ends is a failure. */
  end(): void {
    this.#isOver = true;
  }

  /** From now on it is no failure when this node, or one of its daemons, ends. */
  expectEnd(node: string): void {
    this.#expectedToEnd.add(node);
  }

  /** The same for one of its daemons alone. */
  expectExit(node: string, program: string): void {
    const others = this.#expectedExits.get(node) ?? [];
    this.#expectedExits.set(node, new Set([...others, program]));
  }

  /** A node was started, for the first time or anew: it is to live. */
  async begin(node: LabNode): Promise<void> {
    this.#expectedToEnd.delete(node.name);
    this.#expectedExits.delete(node.name);
    const ending = node.ended.catch(() => {}).then(() => this.#onEnd(node));
    // It died before it could be asked for its PID: nothing can be done with it but tell its last words.
    if (node.pid === 0) await ending;
  }

  /**
   * Does some work on the lab. A node that dies can break it before the news of the death arrives: then that, and not
   * what broke, is the error.
   *
   * @throws SwitchoverError (lab-not-ready) with the last words of a node that has died
   * @throws SwitchoverError (environment) when the engine falls silent or is gone
   * @throws whatever the work throws while all of them live
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

  /** A node about which the engine does not answer counts as alive. If that is so with all, the engine is what is wrong. */
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

  /** Its output is over: because the node is, or because the engine is. */
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

  /** A node or a daemon ended. One that was told to, and all the others with it: then the engine is being stopped. */
  async #onLoss(name: string, failure: NodeFailure & { readonly end: ProcessEnd }): Promise<void> {
    if (this.#mayEnd(name)) return;
    try {
      if (endedOnRequest(failure.end) && (await this.#allEnd()))
        this.#engineIsGone('it was stopped, or started anew');
      else this.#fail(name, failure);
    } catch (error) {
      this.#engineIsGone(error);
    }
  }

  /** Whether every node ends soon. */
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

  /** Nobody is to be told of its end. */
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
    const plain = this.#nodes.get(node)?.lines.filter((line) => !line.startsWith('{')) ?? [];
    const words = [...this.#events.lastLines(node, lastWords.passedOn), ...plain.slice(-lastWords.plain)];
    this.#failure.abort(nodeFailed(node, failure, words));
  }
}
