import { comparisonFormat } from '../../batches/compare/comparison-result.ts';
import { durationsFormat } from '../../batches/shards/durations.ts';
import { suiteFormat } from '../../batches/suite/suite-result.ts';
import { sweepFormat } from '../../batches/sweep/sweep-result.ts';
import { calibrationFormat } from '../../calibration/saved-calibration.ts';
import { labSnapshotSchema } from '../../lab/snapshot/snapshot.ts';
import { contextFormat, observationsFormat, resultFormat, runFormat } from '../../run/folder/formats.ts';
import { code, table } from './table.ts';

/** The stored files that programs may read, with their formats. */
export function formatsReference(): string {
  return table([
    ['file', 'format', 'written by'],
    ['`result.json`', code(resultFormat.format), '`run`, `merge`, `report --format json`'],
    ['`run.json`', code(runFormat.format), '`run`, `merge`'],
    ['`trials/N/observations.json`', code(observationsFormat.format), '`run`'],
    ['`trials/N/context.json`', code(contextFormat.format), '`run`'],
    ['`suite.json`', code(suiteFormat.format), '`labs`, `merge`'],
    ['`durations.json`', code(durationsFormat.format), '`labs`, `merge`'],
    ['`sweep.json`', code(sweepFormat.format), '`sweep`, `merge`'],
    ['(stdout)', code(comparisonFormat.format), '`compare --format json`'],
    ['(stdout)', code(labSnapshotSchema.shape.format.value), '`inspect --format json`'],
    ['`calibrations/*.json`', code(calibrationFormat.format), '`calibrate`'],
  ]);
}
