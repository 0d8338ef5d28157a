import { Command } from '@commander-js/extra-typings';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { compareRuns, leastTolerance } from '../../batches/compare/compare.ts';
import { comparisonEnding, comparisonFormat } from '../../batches/compare/comparison-result.ts';
import { comparisonTable } from '../../batches/compare/comparison-table.ts';
import { loadResults } from '../../batches/compare/load-results.ts';
import { findRun } from '../../run/folder/find-run.ts';
import { options } from '../options.ts';
import { print } from '../print.ts';

export const compare = new Command('compare')
  .summary('tell whether recovery has become slower')
  .description(
    'Compares results of the same labs and faults, and exits with 1 if recovery has become slower than chance explains. It needs four trials or more on each side.',
  )
  .argument('<base>', 'a run by its id, a result.json, or a folder of runs')
  .argument('<new>', 'the same for the newer results')
  .addOption(options.tolerance())
  .addOption(options.runs())
  .addOption(options.format('table', 'json'))
  .action(async (base, other, { runs, tolerance: percent, format }) => {
    const comparison = compareRuns(
      await loadResults(await findRun(base, runs)),
      await loadResults(await findRun(other, runs)),
      { ...leastTolerance, percent },
    );
    print(format === 'json' ? comparisonFormat.write(comparison) : comparisonTable(comparison));
    process.exitCode = exitCodes[comparisonEnding(comparison)].code;
  });
