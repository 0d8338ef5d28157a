import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { ownerLabel, thisOwner } from '../base/ownership/owner.js';
import type { Engine } from '../engine/engine.ts';
import type { Helper } from '../engine/host/helper.ts';
import { type InContainer, JointExec } from '../engine/host/joint-exec.ts';
import { startWiring } from '../engine/host/wiring.ts';
import { labels } from '../engine/ownership/labels.ts';
import { agentProgram, type NodePlan } from '../nodes/node-plan.ts';
import { nodeNamed } from '../topology/find.ts';
import type { Topology } from '../topology/topology.ts';
import type { TopologyNode } from '../topology/topology-node.ts';
import type { Blueprint } from './blueprint.ts';
import { EventLog } from './event-log.ts';
import { containerName, type LabNode, type NodeSettings, startNode } from './lab-node.ts';
import { hasNoKeys, labRecord } from './lab-record.ts';
import { LabWatch } from './lab-watch.ts';
import { LiveState } from './live-state.ts';
import { processorSeconds } from './processor-seconds.ts';
import { allOrNone, UnfinishedWork } from './unfinished-work.ts';
import { rewiringScript, wiringScript } from './wiring-script.ts';

/**
 * A lab whose containers this process makes, or that it joins. Disposing of it removes all its containers; leaving it
 * keeps them.
 */
export class Lab implements AsyncDisposable {
  readonly engine: Engine;
  #blueprint: Blueprint;
  readonly events = new EventLog();
  readonly state: LiveState;
  /** The raw output of every node that ever ran in this lab, by node; the lines of replaced containers come first. */
  readonly output = new Map<string, (readonly string[])[]>();
  readonly #settings: NodeSettings;
  readonly #nodes = new Map<string, LabNode>();
  readonly #watch: LabWatch;
  readonly #dead = new Set<string>();
  readonly #killedProcessorSeconds = new Map<string, number>();
  readonly #unfinished: UnfinishedWork;
  readonly #joint = new JointExec(() => this.#startedHelper(), agentProgram);
  #helper: Promise<Helper> | undefined;

  /** @param joined whether another process made the lab; then nothing that ends in it is a failure of this one */
  constructor(engine: Engine, blueprint: Blueprint, { joined = false }: { readonly joined?: boolean } = {}) {
    this.engine = engine;
    this.#blueprint = blueprint;
    this.state = new LiveState(blueprint.topology);
    this.#unfinished = new UnfinishedWork(blueprint.id);
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

  /** What the lab is made from, with the timers that it has now. */
  get blueprint(): Blueprint {
    return this.#blueprint;
  }

  get topology(): Topology {
    return this.blueprint.topology;
  }

  /**
   * Takes a blueprint with other timers. The nodes that run must have them already; a node that is replaced later gets
   * them from here.
   */
  retime(blueprint: Blueprint): void {
    this.#blueprint = blueprint;
  }

  /** Aborts, with the reason, when a node or one of its daemons ends unexpectedly. */
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

  /**
   * A cheap way to ask several running nodes at once, see {@link JointExec}.
   *
   * @throws SwitchoverError (lab-not-ready) when the node does not run
   */
  jointly(name: string): InContainer {
    return this.#joint.in(this.node(name).pid);
  }

  /** A node that was started, dead or alive. Undefined: its container could not be found. */
  nodeOrNone(name: string): LabNode | undefined {
    return this.#nodes.get(name);
  }

  /** Whether a node was started and then killed. */
  isDead(name: string): boolean {
    return this.#dead.has(name);
  }

  /** Whether a node was started and not killed since. */
  runs(name: string): boolean {
    return this.#nodes.has(name) && !this.#dead.has(name);
  }

  /** Starts every container, and the helper that will wire them. Their agents wait for the wires. */
  async startNodes(): Promise<void> {
    await allOrNone([this.#startedHelper(), ...this.topology.nodes.map((node) => this.#start(node))]);
  }

  /** Makes all bridges and wires. Every node continues its start script as soon as its own wires are there. */
  async wire(): Promise<void> {
    const helper = await this.#startedHelper();
    await helper.run(wiringScript(this.topology, this.#pids()));
  }

  /**
   * Replaces a killed node by a new container with the same configuration and no memory.
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
    const helper = await this.#startedHelper();
    await this.#unfinished.finish(helper.run(rewiringScript(node, this.topology, this.#pids())));
  }

  /** What a node runs. */
  plan(name: string): NodePlan {
    const plan = this.blueprint.plans.find((candidate) => candidate.node === name);
    if (!plan) throw new SwitchoverError('lab-not-ready', `There is no plan for ${name}.`);
    if (!nodeNamed(this.topology, name).keepsRecords) return plan;
    return { ...plan, files: new Map([...plan.files, labRecord(this.blueprint)]) };
  }

  /** From now on the end of this node, or of one of its daemons, is not a failure of the lab. */
  expectEnd(name: string): void {
    this.#watch.expectEnd(name);
  }

  /** The same for one of its daemons only. */
  expectExit(name: string, program: string): void {
    this.#watch.expectExit(name, program);
  }

  /** Adds a node that another process started. */
  adopt(node: LabNode): void {
    this.#nodes.set(node.name, node);
    this.output.set(node.name, [node.lines]);
    if (node.pid !== 0) return;
    this.#dead.add(node.name);
    this.state.forget(node.name);
  }

  /** Seconds of one core that the container of a running node has used so far. */
  processorSeconds(name: string): Promise<number> {
    return processorSeconds(this.node(name).container, this.jointly(name));
  }

  /** What the killed containers had used, by id, in seconds of one core. The kernel forgets it when they end. */
  get killedProcessorSeconds(): ReadonlyMap<string, number> {
    return this.#killedProcessorSeconds;
  }

  /** Kills a node with SIGKILL. Its end is then not a failure of the lab. */
  async kill(name: string): Promise<void> {
    const { container, ended } = this.node(name);
    this.expectEnd(name);
    this.#killedProcessorSeconds.set(container.id, await this.processorSeconds(name));
    await container.kill('SIGKILL');
    await ended;
    this.#dead.add(name);
    this.state.forget(name);
  }

  /** Does some work on the lab. {@link LabWatch.whileAlive} says what it throws when a node dies meanwhile. */
  whileAlive<T>(work: () => Promise<T>): Promise<T> {
    return this.#watch.whileAlive(work);
  }

  /**
   * Leaves the lab up: a marker says that it is to stay, and this process no longer listens to it. Only for a complete
   * lab: what a killed bring-up leaves has no marker, so it is collected as garbage.
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
    await this.leave();
  }

  /** Drops what its nodes have said so far, except for the state that it led to. For a lab that is whole, between runs. */
  forgetPast(): void {
    this.events.settle();
    for (const { forget } of this.#nodes.values()) forget();
  }

  /** Stops listening to the lab, which stays as it is. */
  async leave(): Promise<void> {
    // Before the end begins: a helper that is still starting then would fail, and nobody would know its container.
    const helper = await this.#helper?.catch(() => undefined);
    this.#close();
    for (const { release } of this.#nodes.values()) release();
    await helper?.remove();
  }

  /** Removes everything, also what is being made at the moment. Tries to remove all of it before it throws. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
    await this.#unfinished.settled();
    const ours = await this.engine.containers({ [labels.run]: this.blueprint.id });
    const results = await Promise.allSettled(ours.map((summary) => this.engine.container(summary).remove()));
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length === 0) return;
    const reasons = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)));
    throw new SwitchoverError('environment', reasons.join('\n'));
  }

  #close(): void {
    this.#unfinished.close();
    this.#watch.end();
  }

  async #start(node: TopologyNode): Promise<void> {
    const started = await this.#unfinished.finish(startNode(node, this.plan(node.name), this.#settings));
    this.#dead.delete(node.name);
    this.#nodes.set(node.name, started);
    this.output.set(node.name, [...(this.output.get(node.name) ?? []), started.lines]);
    await this.#watch.begin(started);
  }

  /** The helper that makes wires and asks nodes; started when it is needed first. */
  #startedHelper(): Promise<Helper> {
    this.#helper ??= this.#startHelper();
    return this.#helper;
  }

  async #startHelper(): Promise<Helper> {
    try {
      const start = startWiring(this.engine, this.blueprint.image, this.#settings.labels);
      return await this.#unfinished.finish(start);
    } catch (error) {
      // The next one who needs it tries again.
      this.#helper = undefined;
      throw error;
    }
  }

  #pids(): Map<string, number> {
    return new Map([...this.#nodes].map(([name, { pid }]) => [name, pid]));
  }
}
