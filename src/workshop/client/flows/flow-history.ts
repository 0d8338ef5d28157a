import type { FlowStates, LiveTraffic } from '../../protocol/traffic.ts';

/** So much of the past is shown. */
export const shownMs = 60_000;
/** A state is known for so long after the last report: reports come ten times a second. */
const stepMs = 100;

/** A flow was in the same state for some time. Times are milliseconds since the traffic began. */
export interface Stretch {
  readonly state: string;
  readonly fromMs: number;
  toMs: number;
}

/** The last minute of every flow, as stretches of the same state: few, however often reports come. */
export class FlowHistory {
  #flows: Stretch[][][] = [];
  #atMs = 0;

  /** Time of the last report. */
  get atMs(): number {
    return this.#atMs;
  }

  begin(traffic: LiveTraffic | null): void {
    this.#atMs = 0;
    this.#flows = (traffic?.directions ?? []).map(({ flows }) => Array.from({ length: flows }, () => []));
  }

  add({ atMs, states }: FlowStates): void {
    const oldest = atMs - shownMs;
    for (const [direction, flows] of this.#flows.entries()) {
      const letters = states[direction] ?? '';
      for (const [flow, stretches] of flows.entries()) {
        const state = letters[flow] ?? '-';
        const last = stretches.at(-1);
        const fromMs = last && atMs - last.toMs < 5 * stepMs ? last.toMs : atMs - stepMs;
        if (last?.state === state && fromMs === last.toMs) last.toMs = atMs;
        else stretches.push({ state, fromMs, toMs: atMs });
        while ((stretches[0]?.toMs ?? Infinity) < oldest) stretches.shift();
      }
    }
    this.#atMs = atMs;
  }

  /** The oldest first. */
  flowsOf(direction: number): readonly (readonly Stretch[])[] {
    return this.#flows[direction] ?? [];
  }

  /** What the flows of a direction do at the moment. */
  now(direction: number): FlowsNow {
    const last = this.flowsOf(direction).map((stretches) => stretches.at(-1));
    const count = (state: string) => last.filter((one) => one?.state === state).length;
    const silent = last.flatMap((one) => (one?.state === 's' ? [one.toMs - one.fromMs] : []));
    return {
      arriving: count('a'),
      losing: count('l'),
      silent: silent.length,
      unknown: last.filter((one) => !one || one.state === '-').length,
      longestSilenceMs: silent.length === 0 ? null : Math.max(...silent),
    };
  }
}

export interface FlowsNow {
  readonly arriving: number;
  readonly losing: number;
  readonly silent: number;
  readonly unknown: number;
  readonly longestSilenceMs: number | null;
}
