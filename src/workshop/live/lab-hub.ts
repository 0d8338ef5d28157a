import { readFile } from 'node:fs/promises';
import type { RunResult } from '../../analysis/run-result.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { objectionToTimers } from '../../definition/change-timers.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Lab } from '../../lab/lab.ts';
import { type RunningLab, removeLab } from '../../lab/running-labs.ts';
import type { LabSnapshot } from '../../lab/snapshot/snapshot.ts';
import { changeTimer } from '../../run/live/change-timer.ts';
import { liveText } from '../../run/words/live-line.ts';
import type { Topology } from '../../topology/topology.ts';
import type {
  BreakRequest,
  HealRequest,
  OpenLabRequest,
  StartOverRequest,
  TimerRequest,
  TrialRequest,
} from '../protocol/requests.ts';
import type { LabState, PageUpdate, Work } from '../protocol/updates.ts';
import { FairQueue } from '../queue/fair-queue.ts';
import type { WorkQueue } from '../queue/work-queue.ts';
import { type AzureView, azureText } from './azure-text.ts';
import { bringUp, sourceOf, wantedLab } from './bring-up.ts';
import type { LoggedFault } from './fault-log.ts';
import { checkedChoice, choiceText } from './hand-faults.ts';
import type { HubOptions } from './hub-options.ts';
import { messageOf } from './message-of.ts';
import { OpenLab } from './open-lab.ts';
import { Opening } from './opening.ts';
import { restartMachines } from './restart-machines.ts';
import { runningLab, seenLab } from './seen-lab.ts';
import { timerChangeOf, timersText } from './timer-change.ts';
import { refuseWhileBroken, trialInLab } from './trial-in-lab.ts';

/** How long a command of a lesson may take (ms). The longest one opens 20 connections and waits a second for each. */
const commandMs = 60_000;

/**
 * The only owner of one seat's lab. Its methods resolve when what was asked for has begun, and reject when it cannot begin;
 * how it goes on is told by updates, and {@link LabHub.idle} waits for its end.
 */
export class LabHub implements AsyncDisposable {
  readonly #options: HubOptions;
  readonly #queue: WorkQueue;
  readonly #listeners = new Set<(update: PageUpdate) => void>();
  #state: LabState = { state: 'none' };
  #engine: Engine | undefined;
  #opening: Opening | undefined;
  #open: OpenLab | undefined;
  /** What brought the lab up, as it was asked for: a lab file has another name than its lab. */
  #source: string | undefined;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#engine = options.engine;
    this.#queue = options.queue ?? new FairQueue();
  }

  /** Tells the present state at once, and then every update. @returns a function that ends it */
  subscribe(listener: (update: PageUpdate) => void): () => void {
    listener({ kind: 'lab', lab: this.#state });
    this.#open?.subscribe(listener);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      this.#open?.unsubscribe(listener);
    };
  }

  get state(): LabState {
    return this.#state;
  }

  /** The lab as this hub knows it; undefined: none is up. */
  get lab(): Lab | undefined {
    return this.#open?.held.lab;
  }

  get snapshot(): LabSnapshot | undefined {
    return this.#open?.held.snapshot;
  }

  get topology(): Topology | undefined {
    return this.lab?.topology;
  }

  /** The faults since the lab was opened, healed ones included. */
  get faultLog(): readonly LoggedFault[] {
    return this.#open?.faultLog.faults ?? [];
  }

  /** Results of the trials in this lab, the oldest first. */
  get measurements(): readonly RunResult[] {
    return this.#open?.results ?? [];
  }

  get work(): Work | null {
    return this.#open?.work.work ?? null;
  }

  /** Waits until nothing goes on. @returns why the last work failed; undefined: it did not */
  async idle(): Promise<string | undefined> {
    if (this.#opening) return this.#opening.over;
    return this.#open?.work.over();
  }

  /**
   * Opens a lab: one that is up, or a new one.
   *
   * @throws SwitchoverError (lab-not-ready) while one is open; (wrong-input) when there is no such lab
   */
  async open(request: OpenLabRequest): Promise<void> {
    this.#refuseIfOpen();
    const opening = this.#begin(request.lab, async (watch) => {
      const wanted = await wantedLab(request, { ...this.#options, engine: this.#engine });
      watch.begin();
      this.#source = request.lab;
      if (wanted.kind === 'up') return wanted.running;
      return runningLab(await this.#found(), await bringUp(request, this.#queue, watch));
    });
    await opening.begun.promise;
  }

  /**
   * Joins a lab again that an earlier server has left up. A trial that was interrupted is healed, other faults are left.
   *
   * @param id of the lab
   * @throws SwitchoverError (lab-not-ready) when it is gone
   */
  async resume(id: string): Promise<void> {
    this.#refuseIfOpen();
    const opening = this.#begin(id, async () => runningLab(await this.#found(), id));
    const failure = await opening.over;
    if (failure !== undefined) throw new SwitchoverError('lab-not-ready', failure);
  }

  /** Breaks something: it stays until it is healed, or as long as its `lastsSeconds` say. */
  async break(request: BreakRequest): Promise<void> {
    const open = this.#up();
    open.work.refuseIfBusy();
    const choice = checkedChoice(open.held, request);
    open.work.begin({ kind: 'break', text: choiceText(choice), canBeEnded: true }, (watch) =>
      open.faults.apply(choice, watch),
    );
  }

  /** Undoes one fault, or all of them, whoever applied them. */
  async heal({ fault: id }: HealRequest): Promise<void> {
    const open = this.#up();
    open.work.refuseIfBusy();
    if (id === undefined) {
      const what = { kind: 'heal', text: 'Heal everything', canBeEnded: true } as const;
      open.work.begin(what, (watch) => open.faults.healAll(watch));
      return;
    }
    const active = open.held.snapshot.faults.find((one) => one.id === id);
    if (!active) throw new SwitchoverError('wrong-input', 'This fault is not there any more.');
    const text = `Heal ${active.fault} of ${active.target}`;
    open.work.begin({ kind: 'heal', text, canBeEnded: false }, () => open.faults.healOne(id));
  }

  /** Measures a fault as `switchover run` does, in this lab. */
  async trial({ predicted, ...request }: TrialRequest): Promise<void> {
    const open = this.#up();
    open.work.refuseIfBusy();
    const choice = checkedChoice(open.held, request);
    refuseWhileBroken(open.held);
    const plan = { choice, expected: predicted };
    const parts = { measurements: open.measurements, options: this.#options };
    open.work.begin({ kind: 'trial', text: `Trial: ${choiceText(choice)}`, canBeEnded: true }, (watch) =>
      this.#queue.run('trial', () => open.withoutTraffic(() => trialInLab(open.held, plan, parts, watch)), {
        onWaiting: watch.waiting,
        signal: watch.signal,
      }),
    );
  }

  /** Changes timers, as `switchover timer` does: tunnels and sessions with new timers begin anew. */
  async changeTimer(request: TimerRequest): Promise<void> {
    const open = this.#up();
    open.work.refuseIfBusy();
    const change = timerChangeOf(request);
    const objection = objectionToTimers(open.held.lab.blueprint.definition, change);
    if (objection !== undefined) throw new SwitchoverError('wrong-input', objection);
    const what = { kind: 'timer', text: timersText(request), canBeEnded: true } as const;
    open.work.begin(what, ({ signal, step }) =>
      open.held.change((lab) => changeTimer(lab, change, { signal, onStep: (now) => step(liveText(now)) })),
    );
  }

  /**
   * Runs a command of a lesson in a node. How it ends is not looked at: what it changed is.
   *
   * @param command for bash
   */
  async run({ node, command }: { readonly node: string; readonly command: string }): Promise<void> {
    const open = this.#up();
    open.work.refuseIfBusy();
    open.work.begin({ kind: 'solve', text: `Run in ${node}: ${command}`, canBeEnded: false }, () =>
      open.held.change(async (lab) => {
        await lab.node(node).container.exec(['bash', '-c', command], { timeoutMs: commandMs });
      }),
    );
  }

  /** Replaces the machine of a node by a new one. */
  async restartNode(node: string): Promise<void> {
    const open = this.#up();
    open.work.refuseIfBusy();
    open.work.begin({ kind: 'solve', text: `Start ${node} again`, canBeEnded: false }, ({ signal }) =>
      open.withoutTraffic(() =>
        open.held.change((lab) => restartMachines(lab, { nodes: [node], onMachine: () => {}, signal })),
      ),
    );
  }

  /** `heal`: undoes all faults; `restart`: that, and new machines in the same networks; `recreate`: a new lab. */
  async startOver({ how }: StartOverRequest): Promise<void> {
    const open = this.#up();
    open.work.refuseIfBusy();
    if (how === 'recreate') return this.#recreate(open);
    open.work.begin({ kind: 'start-over', text: `Start over: ${how}`, canBeEnded: true }, async (watch) => {
      if (how === 'restart') {
        const onMachine = (node: string) => watch.step(`Starting ${node} again`);
        await open.withoutTraffic(() =>
          open.held.change((lab) => restartMachines(lab, { onMachine, signal: watch.signal })),
        );
      }
      await open.faults.healAll(watch);
    });
  }

  /** Ends the work that goes on; what it broke is healed. */
  async stop(): Promise<void> {
    this.#up().work.stop();
  }

  /** Removes the lab. Resolves when it is gone. */
  async close(): Promise<void> {
    await this.#letGo(async (engine, running) => removeLab(engine, running));
  }

  /** Leaves the lab up, and lets it go. */
  async leave(): Promise<void> {
    await this.#letGo(async () => {});
  }

  /** What `switchover az` shows of the lab. */
  async azure(view: AzureView, signal: AbortSignal = new AbortController().signal): Promise<string> {
    const { held } = this.#up();
    return azureText(await seenLab(await this.#found(), held.id, view, signal), view);
  }

  /** report.html of a measurement in this lab; undefined: there is none. */
  async report(id: string): Promise<string | undefined> {
    const path = await this.#open?.measurements.fileOf(id, 'report.html');
    return path === undefined ? undefined : readFile(path, 'utf8');
  }

  /** The same as {@link LabHub.leave}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.leave();
    this.#listeners.clear();
  }

  #begin(lab: string, find: ConstructorParameters<typeof Opening>[0]): Opening {
    const tell = (step: string, waiting: number) => this.#become({ state: 'coming-up', lab, step, waiting });
    tell('', 0);
    const opening = new Opening(find, {
      onStep: tell,
      onFound: async (running) => {
        const open = await OpenLab.open(await this.#found(), running, this.#options, {
          tell: (update) => this.#tell(update),
          onGone: (reason = `The lab ${running.name} was removed.`) => this.#gone(running.name, reason),
        });
        this.#open = open;
        const { id, profile } = open.held.snapshot;
        this.#become({ state: 'up', lab: running.name, id, profile, drawing: open.held.drawing });
        for (const listener of this.#listeners) open.subscribe(listener);
        await open.begin();
      },
      onFailure: (message, isRefusal) =>
        this.#become(isRefusal ? { state: 'none' } : { state: 'failed', lab, message }),
    });
    this.#opening = opening;
    void opening.over.then(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    return opening;
  }

  async #recreate(open: OpenLab): Promise<void> {
    const { definition, profile } = open.held.lab.blueprint;
    const lab = await sourceOf(definition.name, this.#source, this.#options.files);
    const wanted = await wantedLab({ lab, profile: profile.name }, { ...this.#options, labs: 'own' });
    await this.close();
    if (wanted.kind !== 'new') return;
    this.#begin(lab, async (watch) =>
      runningLab(await this.#found(), await bringUp(wanted.request, this.#queue, watch)),
    );
  }

  async #letGo(act: (engine: Engine, running: RunningLab) => Promise<void>): Promise<void> {
    await this.#opening?.end();
    const open = this.#open;
    if (!open) {
      this.#become({ state: 'none' });
      return;
    }
    this.#become({ state: 'ending', lab: open.held.lab.topology.lab });
    this.#open = undefined;
    try {
      await open[Symbol.asyncDispose]();
      const engine = await this.#found();
      const running = await runningLab(engine, open.held.id).catch(() => undefined);
      if (running) await act(engine, running);
    } finally {
      this.#become({ state: 'none' });
    }
  }

  /** The lab cannot be followed any more. */
  async #gone(lab: string, message: string): Promise<void> {
    const open = this.#open;
    if (!open) return;
    this.#open = undefined;
    this.#become({ state: 'failed', lab, message });
    await open[Symbol.asyncDispose]().catch((error: unknown) =>
      this.#tell({ kind: 'problem', message: messageOf(error) }),
    );
  }

  async #found(): Promise<Engine> {
    this.#engine ??= (await findEngine()).engine;
    return this.#engine;
  }

  #up(): OpenLab {
    if (this.#open) return this.#open;
    throw new SwitchoverError('lab-not-ready', 'No lab is up. Open one first.');
  }

  #refuseIfOpen(): void {
    if (this.#opening) throw new SwitchoverError('lab-not-ready', 'A lab is coming up. Close it first.');
    if (!this.#open) return;
    throw new SwitchoverError(
      'lab-not-ready',
      `${this.#open.held.lab.topology.lab} is open. Close it first.`,
    );
  }

  #become(state: LabState): void {
    this.#state = state;
    this.#tell({ kind: 'lab', lab: state });
  }

  #tell(update: PageUpdate): void {
    for (const listener of this.#listeners) listener(update);
  }
}
