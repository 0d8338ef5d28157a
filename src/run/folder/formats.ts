import { z } from 'zod';
import { analysisContextSchema } from '../../analysis/recovery/recovery-map.ts';
import { circumstancesSchema, runResultSchema } from '../../analysis/run-result.ts';
import { StoredFormat } from '../../base/files/stored.ts';
import { savedObservationsSchema } from '../../observations/saved-observations.ts';

const repeat = 'Run the lab again, or use the version that wrote it.';

/** `result.json`: what a run measured. */
export const resultFormat = new StoredFormat({
  name: 'result',
  version: 8,
  schema: runResultSchema,
  otherVersion: repeat,
});

/** `run.json`: what is known of a run without analysis. The result is computed from it and the trials alone. */
export const runFormat = new StoredFormat({
  name: 'run',
  version: 4,
  schema: circumstancesSchema.extend({
    trials: z.array(z.int().positive()).min(1).readonly().describe('Numbers of those that are saved.'),
  }),
  otherVersion: repeat,
});

/** `observations.json` of a trial: everything that was observed, but the packets. */
export const observationsFormat = new StoredFormat({
  name: 'observations',
  version: 3,
  schema: savedObservationsSchema,
  otherVersion: repeat,
  compact: true,
});

/** `context.json` of a trial: what analysis has to know beyond the observations. */
export const contextFormat = new StoredFormat({
  name: 'context',
  version: 3,
  schema: analysisContextSchema,
  otherVersion: repeat,
});
