import type { TrialResult } from '../../analysis/result.ts';

/** What to have in mind when reading the figures. */
export function flags({ quality }: TrialResult): string[] {
  return quality.flags.map(
    ({ severity, message }) => `${severity === 'invalid' ? 'Invalid' : 'Note'}: ${message}.`,
  );
}

/** What several trials say alike is said once. */
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
