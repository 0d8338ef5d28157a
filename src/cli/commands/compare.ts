import type { Command } from 'commander';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { isOfKind, SwitchoverError } from '../../base/errors/switchover-error.ts';
import { compareRuns, leastTolerance } from '../../batches/compare/compare.ts';
import type { RunsComparison } from '../../batches/compare/comparison-result.ts';
import { comparisonTable } from '../../batches/compare/comparison-table.ts';
import { loadResults } from '../../batches/compare/load-results.ts';
import { options } from '../options.ts';
import { print } from '../print.ts';
import { folderOf } from './report.ts';

interface CompareOptions {
  readonly runs: string;
  readonly tolerance: number;
  readonly format: 'table' | 'json';
}

const codes: Readonly<Record<RunsComparison['outcome'], number>> = {
  regression: exitCodes.failed.code,
  'no-regression': exitCodes.passed.code,
  'not-comparable': exitCodes['nothing-measured'].code,
};

export function addCompare(program: Command): void {
  program
    .command('compare')
    .summary('tell whether recovery has become slower')
    .description(
      'Compares results of the same labs and faults, and ends with 1 if one has become slower than chance explains. Four trials or more are needed on each side.',
    )
    .argument('<base>', 'a run by its id, a result.json, or a folder of runs')
    .argument('<new>', 'the same for the newer results')
    .addOption(options.tolerance())
    .addOption(options.runs())
    .addOption(options.format('table', 'json'))
    .action(compare);
}

async function compare(base: string, other: string, chosen: CompareOptions): Promise<void> {
  const load = async (name: string) => {
    try {
      return await loadResults(await folderOf(name, chosen.runs));
    } catch (error) {
      if (isOfKind(error, 'wrong-input')) throw error;
      throw new SwitchoverError('wrong-input', error instanceof Error ? error.message : String(error));
    }
  };
  const comparison = compareRuns(await load(base), await load(other), {
    ...leastTolerance,
    percent: chosen.tolerance,
  });
  print(chosen.format === 'json' ? JSON.stringify(comparison, null, 2) : comparisonTable(comparison));
  process.exitCode = codes[comparison.outcome];
}
