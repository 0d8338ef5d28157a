import type { RunResult } from '../../analysis/run-result.ts';
import type { Engine } from '../../engine/engine.ts';
import type { RunningLab } from '../../lab/running-labs.ts';
import type { LabUpdate } from '../../lab/snapshot/lab-update.ts';
import type { Measurement, PageUpdate } from '../protocol/updates.ts';
import { CurrentWork } from './current-work.ts';
import { FaultLog } from './fault-log.ts';
import { HandFaults } from './hand-faults.ts';
import { HeldLab } from './held-lab.ts';
import { type HubOptions, usualTraffic } from './hub-options.ts';
import { LightTraffic } from './light-traffic.ts';
import { Measurements } from './measurements.ts';
import { messageOf } from './message-of.ts';

export interface OpenLabListener {
  readonly tell: (update: PageUpdate) => void;
  /** Another process has removed the lab, or its engine no longer answers. */
  readonly onGone: (reason?: string) => void;
}

type Listener = (update: PageUpdate) => void;

/** A lab that a hub has open: what happens in it, its light traffic, its faults by hand and its measurements. */
export class OpenLab implements AsyncDisposable {
  readonly held: HeldLab;
  readonly work: CurrentWork;
  readonly faults: HandFaults;
  readonly faultLog = new FaultLog();
  readonly measurements: Measurements;
  readonly #listener: OpenLabListener;
  readonly #traffic: LightTraffic;
  readonly #subscriptions = new Map<Listener, () => void>();
  #results: readonly RunResult[] = [];
  #list: readonly Measurement[] = [];
  #isOver = false;

  private constructor(held: HeldLab, options: HubOptions, listener: OpenLabListener) {
    const { tell } = listener;
    const { id, definition } = held.lab.blueprint;
    const onFailure = (error: unknown) => tell({ kind: 'problem', message: messageOf(error) });
    this.held = held;
    this.#listener = listener;
    this.measurements = new Measurements(options.runsFolder, { id, name: definition.name });
    this.work = new CurrentWork({ onChange: (work) => tell({ kind: 'work', work }), onFailure });
    this.faults = new HandFaults(held, {
      onPassing: (fault) => this.faultLog.note(fault),
      onFailure: (error) => this.#isOver || onFailure(error),
    });
    this.#traffic = new LightTraffic(options.traffic ?? usualTraffic, {
      onTraffic: (traffic) => tell({ kind: 'traffic', traffic }),
      onFlows: (flows) => tell({ kind: 'flows', flows }),
      onOutage: (outage) => tell({ kind: 'outage', outage }),
    });
  }

  static async open(
    engine: Engine,
    running: RunningLab,
    options: HubOptions,
    listener: OpenLabListener,
  ): Promise<OpenLab> {
    return new OpenLab(await HeldLab.join(engine, running), options, listener);
  }

  /** Results of the trials in this lab, the oldest first. */
  get results(): readonly RunResult[] {
    return this.#results;
  }

  /** Begins to follow the lab, and starts its traffic. A trial that the end of its process has interrupted is healed. */
  async begin(): Promise<void> {
    const { feed, snapshot } = this.held;
    feed.subscribe((update) => this.#hear(update));
    feed.run().catch((error: unknown) => {
      if (!this.#isOver) this.#listener.onGone(messageOf(error));
    });
    await this.reread();
    const interrupted = await this.measurements.interrupted();
    if (interrupted.length === 0) await this.faults.adopt(snapshot.faults);
    else {
      this.work.begin(
        { kind: 'heal', text: 'Heal a trial that was interrupted', canBeEnded: false },
        async (watch) => {
          await this.faults.healAll(watch);
          for (const id of interrupted) await this.measurements.end(id);
        },
      );
    }
    void this.#traffic.start(() => this.held.trafficPlace());
  }

  /** Tells the present state, and from then on what happens in the lab. */
  subscribe(listener: Listener): void {
    const stop = this.held.feed.subscribe((update) => listener({ kind: 'live', update }));
    this.#subscriptions.set(listener, stop);
    listener({ kind: 'traffic', traffic: this.#traffic.view });
    listener({ kind: 'work', work: this.work.work });
    listener({ kind: 'measurements', measurements: this.#list });
  }

  unsubscribe(listener: Listener): void {
    this.#subscriptions.get(listener)?.();
    this.#subscriptions.delete(listener);
  }

  /** Does something that brings traffic of its own. */
  async withoutTraffic(act: () => Promise<void>): Promise<void> {
    await this.#traffic.stop();
    try {
      await act();
    } finally {
      await this.reread();
      if (!this.#isOver) void this.#traffic.start(() => this.held.trafficPlace());
    }
  }

  /** Reads the measurements again, and tells them. */
  async reread(): Promise<void> {
    const { results, list } = await this.measurements.all();
    this.#results = results;
    this.#list = list;
    this.#listener.tell({ kind: 'measurements', measurements: list });
  }

  /** Ends what goes on, and lets the lab go. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.faults[Symbol.dispose]();
    await this.work.end();
    await this.#traffic.stop();
    for (const listener of [...this.#subscriptions.keys()]) this.unsubscribe(listener);
    await this.held[Symbol.asyncDispose]();
  }

  #hear(update: LabUpdate): void {
    if (this.#isOver) return;
    if (update.kind === 'end') {
      this.#listener.onGone();
      return;
    }
    if (update.kind === 'event') return;
    const { faults, clients } = this.held.snapshot;
    this.faultLog.look(faults);
    // A client that has connected again may have another address, and nothing is sent to that yet.
    const addresses = this.#traffic.addresses;
    const hasMoved = clients.some(({ name, address }) => {
      const used = addresses.get(name);
      return used !== undefined && address !== null && address !== used;
    });
    if (hasMoved) void this.#traffic.restart();
  }
}
