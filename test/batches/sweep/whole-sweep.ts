import type { SweepResult } from '../../../src/batches/sweep/sweep-result.ts';
import { suiteOfEverything } from '../suite/suite-results.ts';

/** What a sweep that is not divided says about itself, apart from its figures. */
export const wholeSweep = {
  target: null,
  parameters: null,
  dataplane: 'auto',
  definition: '0123456789abcdef',
  settings: suiteOfEverything.suite.settings,
  version: '0.1.0',
  shard: null,
  missing: [],
  plan: null,
} satisfies Partial<SweepResult>;
