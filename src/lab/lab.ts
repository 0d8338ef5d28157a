import type { Engine } from '../engine/engine.ts';
import type { Helper } from '../engine/helper.ts';
import { labels } from '../engine/labels.ts';
import { ownerLabel, thisOwner } from '../engine/ownership.ts';
import { runWiring, startWiring } from '../engine/wiring.ts';
import type { NodePlan } from '../roles/node-plan.ts';
import { nodeNamed } from '../topology/find.ts';
import type { Topology, TopologyNode } from '../topology/topology.ts';
import type { Blueprint } from './blueprint.ts';
import { EventLog } from './event-log.ts';
import { LabError, nodeDied } from './lab-error.ts';
import { type LabNode, type NodeSettings, startNode } from './lab-node.ts';
import { labRecord } from './lab-record.ts';
import { LiveState } from './live-state.ts';
import { rewiringScript, wiringScript } from './wiring-script.ts';

/** A lab whose containers this process has made. It is gone when disposed of, unless it is kept. */
export class Lab implements AsyncDisposable {
  readonly blueprint: Blueprint;
  readonly events = new EventLog();
  readonly state: LiveState;
  readonly engine: Engine;
  readonly #settings: NodeSettings;
  readonly #nodes = new Map<string, LabNode>();
  readonly #expectedToEnd = new Set<string>();
  readonly #failure = new AbortController();

  constructor(engine: Engine, blueprint: Blueprint, { kept }: { readonly kept: boolean }) {
    this.engine = engine;
    this.blueprint = blueprint;
    this.state = new LiveState(blueprint.topology);
    this.events.listen((event) => this.state.apply(event));
    this.events.listen((event) => {
      if (event.kind === 'failed') this.#fail(event.node, `could not start (${event.status})`);
      if (event.kind === 'exit') this.#fail(event.node, `lost its ${event.program} (${event.status})`);
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
        ...(kept && { [labels.kept]: 'true' }),
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

  /** The raw output of every node that ever ran in this lab, by node; a replaced one's lines come first. */
  readonly output = new Map<string, (readonly string[])[]>();

  /** Starts every container, and the helper that will wire them; their agents wait for wires. */
  async startNodes(): Promise<void> {
    this.#wiring = startWiring(this.engine, this.blueprint.image, this.#settings.labels);
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
    await runWiring(this.engine, this.blueprint.image, script, this.#settings.labels);
  }

  /** Kills a node with SIGKILL; that it ends is then no failure of the lab. */
  async kill(name: string): Promise<void> {
    const { container, ended } = this.node(name);
    this.#expectedToEnd.add(name);
    await container.kill('SIGKILL');
    await ended;
    this.state.forget(name);
  }

  /**
   * Does some work on the lab. A node that dies can break it before the news of the death arrives: then that, and not
   * what broke, is the error.
   *
   * @throws LabError with the last words of a node that has died; whatever the work throws while all nodes live
   */
  async whileAlive<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.#lookForTheDead();
      this.failure.throwIfAborted();
      throw error;
    }
  }

  /** Leaves a kept lab to itself: this process no longer listens to it, and may end. */
  release(): void {
    this.#closing = true;
    for (const { release } of this.#nodes.values()) release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#nodes.values()].map(({ container }) => container.remove()));
    // Containers that were still being created when something failed are found by their label.
    const rest = await this.engine.containers({ [labels.run]: this.blueprint.id });
    await Promise.all(rest.map((summary) => this.engine.container(summary).remove()));
  }

  #wiring: Promise<Helper> | undefined;
  #closing = false;

  async #start(node: TopologyNode): Promise<void> {
    const started = await startNode(node, this.#plan(node.name), this.#settings);
    this.#expectedToEnd.delete(node.name);
    this.#nodes.set(node.name, started);
    this.output.set(node.name, [...(this.output.get(node.name) ?? []), started.lines]);
    const failing = started.ended.then(() => this.#fail(node.name, 'ended'));
    if (started.pid === 0) await failing;
  }

  /** A node about which the engine does not answer counts as alive: then the engine is what is wrong. */
  async #lookForTheDead(): Promise<void> {
    await Promise.allSettled(
      [...this.#nodes].map(async ([name, { container, ended }]) => {
        if ((await container.state()).running) return;
        await ended;
        this.#fail(name, 'ended');
      }),
    );
  }

  #plan(name: string): NodePlan {
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
    if (this.#closing || this.#expectedToEnd.has(node)) return;
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
