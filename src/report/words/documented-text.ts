import type { RunResult } from '../../analysis/run-result.ts';

/** What Azure documents; its figures are for Azure's own timers, which the profile fast does not have. */
export const documentedText = ({ documented, timers }: Pick<RunResult, 'documented' | 'timers'>): string =>
  documented.figure !== null && timers.name === 'fast'
    ? `${documented.text} (not comparable: profile fast)`
    : documented.text;
