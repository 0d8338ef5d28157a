import { comparisonFormat } from '../../batches/compare/comparison-result.ts';
import { suiteResultSchema } from '../../batches/suite/suite-result.ts';
import { sweepResultSchema } from '../../batches/sweep/sweep-result.ts';
import { calibrationSchema } from '../../calibration/calibration.ts';
import { contextFormat, observationsFormat, resultFormat, runFormat } from '../../run/folder/formats.ts';
import { code, table } from './table.ts';

/** The stored files that programs may read, with their formats. */
export function formatsReference(): string {
  return table([
    ['file', 'format', 'written by'],
    ['`result.json`', code(resultFormat.format), '`run`, `report --format json`'],
    ['`run.json`', code(runFormat.format), '`run`'],
    ['`trials/N/observations.json`', code(observationsFormat.format), '`run`'],
    ['`trials/N/context.json`', code(contextFormat.format), '`run`'],
    ['`suite.json`', code(suiteResultSchema.unwrap().shape.format.value), '`labs`'],
    ['`sweep.json`', code(sweepResultSchema.shape.format.value), '`sweep`'],
    ['(stdout)', code(comparisonFormat), '`compare --format json`'],
    ['`calibrations/*.json`', code(calibrationSchema.shape.format.value), '`calibrate`'],
  ]);
}
