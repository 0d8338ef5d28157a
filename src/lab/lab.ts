import { describeEndpoint } from '../engine/endpoint.ts';
import type { Engine } from '../engine/engine.ts';
import { isNotFound } from '../engine/engine-error.ts';
import { EnvironmentError } from '../engine/environment-error.ts';
import type { Helper } from '../engine/helper.ts';
import { labels } from '../engine/labels.ts';
import { ownerLabel, thisOwner } from '../engine/ownership.ts';
import { type Observation, WaitError, waitFor } from '../engine/wait-for.ts';
import { runWiring, startWiring } from '../engine/wiring.ts';
import type { NodePlan } from '../roles/node-plan.ts';
import { nodeNamed } from '../topology/find.ts';
import type { Topology, TopologyNode } from '../topology/topology.ts';
import type { Blueprint } from './blueprint.ts';
import { EventLog } from './event-log.ts';
import { LabError, nodeDied } from './lab-error.ts';
import { containerName, type LabNode, type NodeSettings, startNode } from './lab-node.ts';
import { labRecord } from './lab-record.ts';
import { LiveState } from './live-state.ts';
import { rewiringScript, wiringScript } from './wiring-script.ts';

/**
 * A lab whose containers this process makes, or joins. All of them are gone when it is disposed of, and stay when it is
 * left.
 */
export class Lab implements AsyncDisposable {
  readonly engine: Engine;
  readonly blueprint: Blueprint;
  readonly events = new EventLog();
  readonly state: LiveState;
  /** The raw output of every node that ever ran in this lab, by node; a replaced one's lines come first. */
  readonly output = new Map<string, (readonly string[])[]>();
  readonly #settings: NodeSettings;
  readonly #nodes = new Map<string, LabNode>();
  readonly #expectedToEnd = new Set<string>();
  /** Daemons that may end, as `node program`. */
  readonly #expectedExits = new Set<string>();
  readonly #dead = new Set<string>();
  readonly #failure = new AbortController();
  /** What is being made just now; nothing is removed before it is there. */
  readonly #making = new Set<Promise<unknown>>();
  #wiring: Promise<Helper> | undefined;
  readonly #joined: boolean;
  #closing = false;

  /** @param joined somebody else's: what ends in it, now or long ago, is no failure of this process */
  constructor(engine: Engine, blueprint: Blueprint, { joined = false }: { readonly joined?: boolean } = {}) {
    this.#joined = joined;
    this.engine = engine;
    this.blueprint = blueprint;
    this.state = new LiveState(blueprint.topology);
    this.events.listen((event) => this.state.apply(event));
    this.events.listen((event) => {
      if (event.kind === 'failed') this.#fail(event.node, `could not start (${event.status})`);
      if (event.kind === 'exit' && !this.#expectedExits.has(`${event.node} ${event.program}`)) {
        void this.#onLoss(event.node, `lost its ${event.program} (${event.status})`, event.status);
      }
    });
    this.#settings = {
      engine,
      labId: blueprint.id,
      image: blueprint.image,
      events: this.events,
      labels: {
        [labels.run]: blueprint.id,
        [labels.lab]: blueprint.definition.name,
        [labels.owner]: ownerLabel(thisOwner()),
      },
    };
  }

  get topology(): Topology {
    return this.blueprint.topology;
  }

  /** Aborts, with the reason, when a node or one of its daemons ends that should not have. */
  get failure(): AbortSignal {
    return this.#failure.signal;
  }

  /**
   * A running node.
   *
   * @throws LabError when it does not run
   */
  node(name: string): LabNode {
    const node = this.#nodes.get(name);
    if (!node) throw new LabError(`${name} does not run.`);
    return node;
  }

  /** Whether a node is there: started, and not killed since. */
  runs(name: string): boolean {
    return this.#nodes.has(name) && !this.#dead.has(name);
  }

  /** Starts every container, and the helper that will wire them; their agents wait for wires. */
  async startNodes(): Promise<void> {
    this.#wiring = this.#make(startWiring(this.engine, this.blueprint.image, this.#settings.labels));
    await allOrNone([this.#wiring, ...this.topology.nodes.map((node) => this.#start(node))]);
  }

  /** Makes all bridges and wires; every node goes on with its start script as soon as its own are there. */
  async wire(): Promise<void> {
    await using wiring = await this.#wiring;
    await wiring?.run(wiringScript(this.topology, this.#pids()));
  }

  /** Puts a new container in the place of a node that was killed: same configuration, no memory. */
  async replaceNode(name: string): Promise<void> {
    const node = nodeNamed(this.topology, name);
    await this.#nodes.get(name)?.container.remove();
    await this.#start(node);
    const script = rewiringScript(node, this.topology, this.#pids());
    await this.#make(runWiring(this.engine, this.blueprint.image, script, this.#settings.labels));
  }

  /** From now on it is no failure of the lab when this node, or one of its daemons, ends. */
  expectEnd(name: string): void {
    this.#expectedToEnd.add(name);
  }

  /** The same for one of its daemons alone. */
  expectExit(name: string, program: string): void {
    this.#expectedExits.add(`${name} ${program}`);
  }

  /** Takes a node in that another process started. */
  adopt(node: LabNode): void {
    this.#nodes.set(node.name, node);
    if (node.pid !== 0) return;
    this.#dead.add(node.name);
    this.state.forget(node.name);
  }

  /** Kills a node with SIGKILL; that it ends is then no failure of the lab. */
  async kill(name: string): Promise<void> {
    const { container, ended } = this.node(name);
    this.expectEnd(name);
    await container.kill('SIGKILL');
    await ended;
    this.#dead.add(name);
    this.state.forget(name);
  }

  /**
   * Does some work on the lab. A node that dies can break it before the news of the death arrives: then that, and not
   * what broke, is the error.
   *
   * @throws LabError with the last words of a node that has died
   * @throws EnvironmentError when the engine falls silent or is gone
   * @throws whatever the work throws while all of them live
   */
  async whileAlive<T>(work: () => Promise<T>): Promise<T> {
    using listening = this.engine.listen();
    const onSilence = () => this.#engineIsGone(listening.silence.reason);
    listening.silence.addEventListener('abort', onSilence);
    try {
      return await work();
    } catch (error) {
      if (!this.failure.aborted) await this.#lookForTheDead();
      this.failure.throwIfAborted();
      throw error;
    } finally {
      listening.silence.removeEventListener('abort', onSilence);
    }
  }

  /**
   * Leaves the lab to itself: a marker says that it is to stay, and this process no longer listens to it. Only
   * for a lab that is complete; what a killed bring-up leaves has no marker, and is removed.
   */
  async keep(): Promise<void> {
    await this.engine.createContainer({
      name: containerName(this.blueprint.id, 'kept'),
      hostname: 'kept',
      image: this.blueprint.image,
      command: ['true'],
      labels: { ...this.#settings.labels, [labels.kept]: 'true' },
      network: 'none',
    });
    this.leave();
  }

  /** No longer listens to the lab; it stays as it is. */
  leave(): void {
    this.#closing = true;
    for (const { release } of this.#nodes.values()) release();
  }

  /** Removes everything, also what was just being made; tries all of it before it says what could not be removed. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await Promise.allSettled(this.#making);
    const ours = await this.engine.containers({ [labels.run]: this.blueprint.id });
    const results = await Promise.allSettled(ours.map((summary) => this.engine.container(summary).remove()));
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length === 0) return;
    const reasons = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)));
    throw new EnvironmentError(reasons.join('\n'));
  }

  async #start(node: TopologyNode): Promise<void> {
    const started = await this.#make(startNode(node, this.plan(node.name), this.#settings));
    this.#expectedToEnd.delete(node.name);
    this.#dead.delete(node.name);
    this.#nodes.set(node.name, started);
    this.output.set(node.name, [...(this.output.get(node.name) ?? []), started.lines]);
    const ending = started.ended.catch(() => {}).then(() => this.#onEnd(started));
    // It died before it could be asked for its PID: nothing can be done with it but tell its last words.
    if (started.pid === 0) await ending;
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

  async #make<T>(work: Promise<T>): Promise<T> {
    this.#making.add(work);
    try {
      const made = await work;
      if (this.#closing) throw new LabError(`${this.blueprint.id} is being removed.`);
      return made;
    } finally {
      this.#making.delete(work);
    }
  }

  /** Its output is over: because the node is, or because the engine is. */
  async #onEnd({ name, container }: LabNode): Promise<void> {
    if (this.#mayEnd(name)) return;
    try {
      const { running, exitCode } = await container.state();
      if (running) this.#fail(name, 'no longer speaks to us');
      else await this.#onLoss(name, 'ended', `exit ${exitCode}`);
    } catch (error) {
      if (isNotFound(error)) this.#fail(name, 'was removed');
      else this.#engineIsGone(error);
    }
  }

  /** A node or a daemon ended. One that was told to, and all the others with it: then the engine is being stopped. */
  async #onLoss(name: string, how: string, status: string): Promise<void> {
    if (this.#mayEnd(name)) return;
    const wasTold = status === 'exit 0' || status === 'signal 15';
    try {
      if (wasTold && (await this.#allEnd())) this.#engineIsGone('it was stopped, or started anew');
      else this.#fail(name, how);
    } catch (error) {
      this.#engineIsGone(error);
    }
  }

  /** Whether every node ends soon. One that is told to stop takes a second at most, and dockerd tells all at once. */
  async #allEnd(): Promise<boolean> {
    const look = async (): Promise<Observation<true>> => {
      const states = await Promise.all([...this.#nodes.values()].map(({ container }) => container.state()));
      const left = states.filter(({ running }) => running).length;
      return left === 0 ? { ready: true, value: true } : { ready: false, seen: `${left} nodes run` };
    };
    try {
      return await waitFor('The end of all nodes', look, { timeoutMs: 3_000, intervalMs: 200 });
    } catch (error) {
      if (error instanceof WaitError) return false;
      throw error;
    }
  }

  /** Nobody is to be told of its end. */
  #mayEnd(node: string): boolean {
    return this.#closing || this.#joined || this.#expectedToEnd.has(node);
  }

  #engineIsGone(cause: unknown): void {
    if (this.#closing) return;
    const why = cause instanceof Error ? cause.message : String(cause);
    this.#failure.abort(
      new EnvironmentError(
        `The engine at ${describeEndpoint(this.engine.endpoint)} was lost while the lab was up: ${why}.`,
      ),
    );
  }

  /** What a node runs. */
  plan(name: string): NodePlan {
    const plan = this.blueprint.plans.find((candidate) => candidate.node === name);
    if (!plan) throw new LabError(`There is no plan for ${name}.`);
    // The lab's record lies in the node that is never replaced.
    if (nodeNamed(this.topology, name).role !== 'internet') return plan;
    return { ...plan, files: new Map([...plan.files, labRecord(this.blueprint)]) };
  }

  #pids(): Map<string, number> {
    return new Map([...this.#nodes].map(([name, { pid }]) => [name, pid]));
  }

  #fail(node: string, how: string): void {
    if (this.#mayEnd(node)) return;
    const plain = this.#nodes.get(node)?.lines.filter((line) => !line.startsWith('{')) ?? [];
    const words = [...this.events.lastLines(node, 10), ...plain.slice(-5)];
    this.#failure.abort(nodeDied(node, how, words));
  }
}

/** Waits for all, also when one fails: nothing is left half made while the rest is torn down. */
async function allOrNone(tasks: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(tasks);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
