import type { TrialResult } from '../../analysis/result.ts';

/** Remarks on how far the figures of a trial can be trusted. */
export function flags({ quality }: TrialResult): string[] {
  return quality.flags.map(
    ({ severity, message }) => `${severity === 'invalid' ? 'Invalid' : 'Note'}: ${message}.`,
  );
}

/** The same for several trials; a remark that several share is printed once. */
export function flagsOfAll(trials: readonly TrialResult[]): string[] {
  const numbers = new Map<string, number[]>();
  for (const [index, trial] of trials.entries()) {
    for (const line of flags(trial)) numbers.set(line, [...(numbers.get(line) ?? []), index + 1]);
  }
  return [...numbers].map(([line, own]) => {
    const whose = own.length === 1 ? 'Trial' : 'Trials';
    return own.length === trials.length && own.length > 1
      ? `All trials: ${line}`
      : `${whose} ${own.join(', ')}: ${line}`;
  });
}
