import type { RunResult } from '../analysis/run-result.ts';

/** Whether the limits were kept: nothing where none is set and all came back. */
export function verdictLines({ limits, verdict }: Pick<RunResult, 'limits' | 'verdict'>): string[] {
  if (verdict.outcome === 'nothing-measured') return [];
  const { misses } = verdict;
  if (misses.length > 0) return misses.map((miss) => `Missed: ${miss}.`);
  return limits === null || Object.keys(limits).length === 0 ? [] : [`Limits kept: ${limitsText(limits)}.`];
}

const names: Readonly<Record<string, string>> = {
  maxOutageSeconds: 'outage at most',
  minOutageSeconds: 'outage at least',
  maxRedundancySeconds: 'full redundancy after at most',
};

/** "outage at most 5 s, full redundancy after at most 30 s". */
export function limitsText(limits: NonNullable<RunResult['limits']>): string {
  return Object.entries(limits)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${names[name] ?? name} ${value} s`]))
    .join(', ');
}
