import type { RunResult } from '../../analysis/run-result.ts';
import { limitTexts } from '../words/limit-texts.ts';

/** Whether the limits were kept; nothing if there are none and everything came back. */
export function verdictLines({ limits, verdict }: Pick<RunResult, 'limits' | 'verdict'>): string[] {
  if (verdict.outcome !== 'passed') return verdict.misses.map((miss) => `Missed: ${miss}.`);
  const kept = limitTexts(limits ?? {});
  return kept.length === 0 ? [] : [`Limits kept: ${kept.join(', ')}.`];
}
