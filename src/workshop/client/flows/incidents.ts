import type { LiveOutage } from '../../protocol/traffic.ts';

/** Outages of one direction that overlap: what one thing did to several flows. */
export interface Incident {
  readonly direction: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly longest: LiveOutage;
  readonly outages: readonly LiveOutage[];
  readonly lost: number;
}

/** Outages that begin within so much of the end of another belong together: flows do not stop at the same moment. */
const togetherMs = 500;

/** The newest first. */
export function incidentsOf(outages: readonly LiveOutage[]): readonly Incident[] {
  const open: Incident[] = [];
  const done = [...outages].sort((one, other) => one.fromMs - other.fromMs);
  for (const outage of done) {
    const index = open.findIndex(
      ({ direction, toMs }) => direction === outage.direction && outage.fromMs <= toMs + togetherMs,
    );
    const known = open[index];
    if (known) open[index] = extended(known, outage);
    else open.unshift(begun(outage));
  }
  return open.sort((one, other) => other.toMs - one.toMs);
}

/** How many flows it stopped. One may stop more than once. */
export const flowsHit = ({ outages }: Incident): number => new Set(outages.map(({ flow }) => flow)).size;

const begun = (outage: LiveOutage): Incident => ({
  direction: outage.direction,
  fromMs: outage.fromMs,
  toMs: outage.fromMs + outage.durationMs,
  longest: outage,
  outages: [outage],
  lost: outage.lost,
});

const extended = (incident: Incident, outage: LiveOutage): Incident => ({
  ...incident,
  toMs: Math.max(incident.toMs, outage.fromMs + outage.durationMs),
  longest: outage.durationMs > incident.longest.durationMs ? outage : incident.longest,
  outages: [...incident.outages, outage],
  lost: incident.lost + outage.lost,
});
