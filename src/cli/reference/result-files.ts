import { comparisonFormat } from '../../batches/compare/comparison-result.ts';
import { suiteFormat } from '../../batches/suite/suite-result.ts';
import { sweepFormat } from '../../batches/sweep/sweep-result.ts';
import { resultFormat } from '../../run/folder/formats.ts';

/** A result that programs read, in other languages by its JSON Schema, in TypeScript by its type in the npm package. */
export interface ResultFile {
  /** Of the schema's file. */
  readonly name: string;
  /** Of the type in TypeScript. */
  readonly type: string;
  /** What a person calls it. */
  readonly title: string;
  readonly description: string;
  readonly stored: typeof resultFormat | typeof suiteFormat | typeof sweepFormat | typeof comparisonFormat;
}

export const resultFiles: readonly ResultFile[] = [
  {
    name: 'result',
    type: 'RunResult',
    title: 'switchover result',
    description: 'What a run measured.',
    stored: resultFormat,
  },
  {
    name: 'suite',
    type: 'SuiteResult',
    title: 'switchover suite',
    description: 'What `switchover labs` found: every case with its limits, figures and attempts.',
    stored: suiteFormat,
  },
  {
    name: 'sweep',
    type: 'SweepResult',
    title: 'switchover sweep',
    description: 'What `switchover sweep` found: every combination of timers with its recovery.',
    stored: sweepFormat,
  },
  {
    name: 'comparison',
    type: 'Comparison',
    title: 'switchover comparison',
    description: 'What `switchover compare` found: by how much recovery has shifted.',
    stored: comparisonFormat,
  },
];
