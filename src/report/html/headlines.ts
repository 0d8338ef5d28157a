import { directionResults, isSameDirection } from '../../analysis/direction-results.ts';
import { isLonger } from '../../analysis/outages/longest-outage.ts';
import type { Outage } from '../../analysis/outages/outage.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { duration } from '../../base/duration.ts';
import { headlineRemarks } from '../words/headline-text.ts';
import { html, type Markup } from './markup.ts';

/** The outage of each direction, and when redundancy was restored: medians if trials were repeated, else the worst. */
export function headlines({
  trials,
  series: [series],
  run,
}: Pick<RunResult, 'trials' | 'series' | 'run'>): Markup[] {
  return run.trialsPerTarget > 1 && series ? medians(series) : worst(trials);
}

function medians({ trials, target, directions, redundancyRestored }: RunResult['series'][number]): Markup[] {
  const among = `median of ${trials.length} trials of ${target}`;
  return [
    ...directions.map(({ from, to, outage: { medianMs } }) =>
      headline(`${from} to ${to}`, medianMs === null ? 'not back' : duration(medianMs), among),
    ),
    headline('Full redundancy', redundancy(redundancyRestored.medianMs), among),
  ];
}

function worst(trials: RunResult['trials']): Markup[] {
  const all = trials.flatMap(directionResults);
  const directions = trials[0] ? directionResults(trials[0]) : [];
  const hasSeveral = trials.some(({ events }) => events.length > 1);
  const restored = trials.map(({ redundancyRestoredMs }) => redundancyRestoredMs);
  return [
    ...directions.map((direction) => {
      const { from, to } = direction;
      const own = all.filter((one) => isSameDirection(one, direction));
      const hit = Math.max(...own.map(({ flowsHitByAnyEvent }) => flowsHitByAnyEvent));
      const longest = own.reduce((a, b) => (isLonger(b.longestOutage, a.longestOutage) ? b : a), direction);
      const where = headlineRemarks(longest, hasSeveral).map((remark) => `, ${remark}`);
      return headline(
        `${from} to ${to}`,
        lengthOf(longest.longestOutage),
        `longest outage${where.join('')}; ${hit} of ${own[0]?.flows} flows hit`,
      );
    }),
    headline(
      'Full redundancy',
      redundancy(restored.includes(null) ? null : Math.max(...restored.map((ms) => ms ?? 0))),
      'from the fault until every tunnel and session was back',
    ),
  ];
}

const headline = (title: string, figure: string, remark: string): Markup =>
  html`<div>${title}<strong>${figure}</strong><span class="remark">${remark}</span></div>`;

function lengthOf(outage: Outage | null): string {
  if (outage === null) return 'none';
  return outage.state === 'measured' ? duration(outage.estimateMs) : `≥ ${duration(outage.atLeastMs)}`;
}

function redundancy(milliseconds: number | null): string {
  if (milliseconds === null) return 'not back';
  return milliseconds === 0 ? 'never lost' : duration(milliseconds);
}
