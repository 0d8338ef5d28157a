import type { RunResult } from '../../analysis/run-result.ts';
import { missingText } from '../../analysis/verdict/verdict.ts';
import { limitTexts } from '../words/limit-texts.ts';

/** Whether the limits were kept; nothing if there are none and everything came back. */
export function verdictLines({
  run,
  limits,
  verdict,
}: Pick<RunResult, 'run' | 'limits' | 'verdict'>): string[] {
  if (verdict.outcome !== 'passed') {
    const missing = missingText(run.missing);
    return [
      ...verdict.misses.map((miss) => `Missed: ${miss}.`),
      ...(verdict.undecided ?? []).map((reason) => `Not judged: ${reason}.`),
      ...(missing === undefined ? [] : [`Not complete: ${missing}.`]),
    ];
  }
  const kept = limitTexts(limits ?? {});
  return kept.length === 0 ? [] : [`Limits kept: ${kept.join(', ')}.`];
}
