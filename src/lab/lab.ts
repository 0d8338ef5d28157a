import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { ownerLabel, thisOwner } from '../base/ownership/owner.js';
import type { Engine } from '../engine/engine.ts';
import type { Helper } from '../engine/host/helper.ts';
import { runWiring, startWiring } from '../engine/host/wiring.ts';
import { labels } from '../engine/ownership/labels.ts';
import type { NodePlan } from '../nodes/node-plan.ts';
import { nodeNamed } from '../topology/find.ts';
import type { Topology, TopologyNode } from '../topology/topology.ts';
import type { Blueprint } from './blueprint.ts';
import { EventLog } from './event-log.ts';
import { containerName, type LabNode, type NodeSettings, startNode } from './lab-node.ts';
import { hasNoKeys, labRecord } from './lab-record.ts';
import { LabWatch } from './lab-watch.ts';
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
  readonly #watch: LabWatch;
  readonly #dead = new Set<string>();
  /** What is being made just now; nothing is removed before it is there. */
  readonly #making = new Set<Promise<unknown>>();
  #wiring: Promise<Helper> | undefined;
  #closing = false;

  /** @param joined somebody else's: what ends in it, now or long ago, is no failure of this process */
  constructor(engine: Engine, blueprint: Blueprint, { joined = false }: { readonly joined?: boolean } = {}) {
    this.engine = engine;
    this.blueprint = blueprint;
    this.state = new LiveState(blueprint.topology);
    this.events.listen((event) => this.state.apply(event));
    this.#watch = new LabWatch(engine, this.events, this.#nodes, { engineOnly: joined });
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
    return this.#watch.failure;
  }

  /**
   * A running node.
   *
   * @throws SwitchoverError (lab-not-ready) when it does not run
   */
  node(name: string): LabNode {
    const node = this.#nodes.get(name);
    if (!node) throw new SwitchoverError('lab-not-ready', `${name} does not run.`);
    return node;
  }

  /** A node that was started, dead or alive; none when its container could not be found. */
  nodeOrNone(name: string): LabNode | undefined {
    return this.#nodes.get(name);
  }

  /** Whether a node was started, and killed since. */
  isDead(name: string): boolean {
    return this.#dead.has(name);
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

  /**
   * Puts a new container in the place of a node that was killed: same configuration, no memory.
   *
   * @throws SwitchoverError (lab-not-ready) when its configuration is no longer known
   */
  async replaceNode(name: string): Promise<void> {
    const node = nodeNamed(this.topology, name);
    if (hasNoKeys(this.plan(name))) {
      throw new SwitchoverError(
        'lab-not-ready',
        `The keys of ${name} were lost with its container. Take the lab down, and bring it up again.`,
      );
    }
    await this.#nodes.get(name)?.container.remove();
    await this.#start(node);
    const script = rewiringScript(node, this.topology, this.#pids());
    await this.#make(runWiring(this.engine, this.blueprint.image, script, this.#settings.labels));
  }

  /** From now on it is no failure of the lab when this node, or one of its daemons, ends. */
  expectEnd(name: string): void {
    this.#watch.expectEnd(name);
  }

  /** The same for one of its daemons alone. */
  expectExit(name: string, program: string): void {
    this.#watch.expectExit(name, program);
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

  /** Does some work on the lab; see {@link LabWatch.whileAlive} for what it throws when a node dies meanwhile. */
  whileAlive<T>(work: () => Promise<T>): Promise<T> {
    return this.#watch.whileAlive(work);
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
    this.#close();
    for (const { release } of this.#nodes.values()) release();
  }

  /** Removes everything, also what was just being made; tries all of it before it says what could not be removed. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
    await Promise.allSettled(this.#making);
    const ours = await this.engine.containers({ [labels.run]: this.blueprint.id });
    const results = await Promise.allSettled(ours.map((summary) => this.engine.container(summary).remove()));
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length === 0) return;
    const reasons = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)));
    throw new SwitchoverError('environment', reasons.join('\n'));
  }

  #close(): void {
    this.#closing = true;
    this.#watch.end();
  }

  async #start(node: TopologyNode): Promise<void> {
    const started = await this.#make(startNode(node, this.plan(node.name), this.#settings));
    this.#dead.delete(node.name);
    this.#nodes.set(node.name, started);
    this.output.set(node.name, [...(this.output.get(node.name) ?? []), started.lines]);
    await this.#watch.begin(started);
  }

  async #make<T>(work: Promise<T>): Promise<T> {
    this.#making.add(work);
    try {
      const made = await work;
      if (this.#closing) throw new SwitchoverError('lab-not-ready', `${this.blueprint.id} is being removed.`);
      return made;
    } finally {
      this.#making.delete(work);
    }
  }

  /** What a node runs. */
  plan(name: string): NodePlan {
    const plan = this.blueprint.plans.find((candidate) => candidate.node === name);
    if (!plan) throw new SwitchoverError('lab-not-ready', `There is no plan for ${name}.`);
    if (!nodeNamed(this.topology, name).keepsRecords) return plan;
    return { ...plan, files: new Map([...plan.files, labRecord(this.blueprint)]) };
  }

  #pids(): Map<string, number> {
    return new Map([...this.#nodes].map(([name, { pid }]) => [name, pid]));
  }
}

/** Waits for all, also when one fails: nothing is left half made while the rest is torn down. */
async function allOrNone(tasks: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(tasks);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
