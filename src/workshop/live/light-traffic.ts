import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { SourcePorts } from '../../experiment/traffic/source-ports.ts';
import { type DirectionKey, startTraffic, type Traffic } from '../../experiment/traffic/traffic.ts';
import type { Lab } from '../../lab/lab.ts';
import { trafficPairs } from '../../topology/traffic-ends.ts';
import type { FlowStates, LiveOutage, LiveTraffic } from '../protocol/traffic.ts';
import { FlowTracker } from './flow-tracker.ts';
import type { TunnelRates } from './tunnel-rates.ts';

export interface TrafficSettings {
  /** In each direction, all pairs together. */
  readonly flows: number;
  /** Packets a second of each flow. */
  readonly rate: number;
}

export interface TrafficNews {
  readonly onTraffic: (traffic: LiveTraffic | null) => void;
  readonly onFlows: (flows: FlowStates) => void;
  readonly onOutage: (outage: LiveOutage) => void;
}

/** What traffic needs of the place where it runs. */
export interface TrafficPlace {
  readonly lab: Lab;
  readonly ports: SourcePorts;
  readonly rates: TunnelRates;
}

/** How often the states of the flows are told (ms). */
const tellMs = 100;
/** How long to wait before traffic is started again (ms): at first, and at most. */
const [firstPauseMs, longestPauseMs] = [1000, 10_000] as const;
/** Fewest flows of a pair: the probe's least, and so that a lost flow is not a lost pair. */
const leastFlows = 2;

/** What runs at the moment. */
interface Running {
  readonly traffic: Traffic;
  readonly view: LiveTraffic;
  readonly timer: NodeJS.Timeout;
}

/**
 * The light traffic of a lab between trials. It starts again when a probe has ended: its host was killed, or it has run for
 * a day.
 */
export class LightTraffic {
  readonly #settings: TrafficSettings;
  readonly #news: TrafficNews;
  #running: Running | undefined;
  #wanted: { readonly place: () => Promise<TrafficPlace>; pauseMs: number } | undefined;
  #retry: NodeJS.Timeout | undefined;
  #changing: Promise<void> = Promise.resolve();

  constructor(settings: TrafficSettings, news: TrafficNews) {
    this.#settings = settings;
    this.#news = news;
  }

  get view(): LiveTraffic | null {
    return this.#running?.view ?? null;
  }

  /** Addresses between which it runs, by machine. */
  get addresses(): ReadonlyMap<string, string> {
    const directions = this.#running?.traffic.directions ?? [];
    return new Map(directions.map(({ sender, senderAddress }) => [sender, senderAddress]));
  }

  /**
   * Starts it, and keeps it going until it is stopped.
   *
   * @param place asked at each start, because the machines may be others then
   */
  start(place: () => Promise<TrafficPlace>): Promise<void> {
    this.#wanted = { place, pauseMs: firstPauseMs };
    return this.#inTurn(() => this.#begin());
  }

  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void> {
    this.#wanted = undefined;
    clearTimeout(this.#retry);
    return this.#inTurn(() => this.#end());
  }

  /** Starts it anew if it runs. */
  restart(): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#running) return;
      await this.#end();
      await this.#begin();
    });
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#changing = this.#changing.then(act, act);
    return this.#changing;
  }

  async #begin(): Promise<void> {
    const wanted = this.#wanted;
    if (!wanted || this.#running) return;
    try {
      this.#running = await this.#run(await wanted.place(), () => this.#again());
      wanted.pauseMs = firstPauseMs;
      this.#news.onTraffic(this.#running.view);
    } catch (error) {
      // A lab without two ends has no traffic, now or later.
      if (error instanceof SwitchoverError && error.kind === 'wrong-input') return;
      this.#again();
    }
  }

  /** After a pause, which grows as long as it is in vain. */
  #again(): void {
    const wanted = this.#wanted;
    if (!wanted) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => {
      void this.#inTurn(async () => {
        await this.#end();
        await this.#begin();
      });
    }, wanted.pauseMs);
    wanted.pauseMs = Math.min(longestPauseMs, 2 * wanted.pauseMs);
  }

  async #end(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    clearInterval(running.timer);
    this.#news.onTraffic(null);
    await running.traffic[Symbol.asyncDispose]();
  }

  async #run({ lab, ports, rates }: TrafficPlace, onFailure: () => void): Promise<Running> {
    const { rate } = this.#settings;
    const pairs = trafficPairs(lab.topology).length;
    const flows = Math.max(leastFlows, Math.ceil(this.#settings.flows / pairs));
    const trackers = new Map<DirectionKey, FlowTracker>();
    let zeroMs: number | undefined;
    const traffic = await startTraffic(
      lab,
      {
        rate,
        records: false,
        portsOf: (key) => {
          trackers.set(key, new FlowTracker(flows, rate));
          return ports.take(flows);
        },
      },
      {
        onProgress: (key, progress) => {
          zeroMs ??= progress.time / 1e6;
          for (const { fromMs, ...outage } of trackers.get(key)?.update(progress) ?? [])
            this.#news.onOutage({ direction: key, ...outage, fromMs: Math.round(fromMs - zeroMs) });
        },
        onFailure,
      },
    );
    const directions = traffic.directions.map(({ key, name, sender, receiver }) => ({
      key,
      label: `${sender} to ${receiver}`,
      name,
      flows,
    }));
    const tell = () => {
      const now = Math.max(0, ...[...trackers.values()].map(({ nowMs = 0 }) => nowMs));
      const states = directions.map(({ key }) => {
        const tracker = trackers.get(key);
        return !tracker || tracker.isUnheard(now) ? '-'.repeat(flows) : tracker.states();
      });
      const tunnels = rates.news();
      const atMs = Math.max(0, Math.round(now - (zeroMs ?? now)));
      this.#news.onFlows({ atMs, states, ...(tunnels && { tunnels }) });
    };
    return { traffic, view: { rate, directions }, timer: setInterval(tell, tellMs) };
  }
}
