import { Command } from '@commander-js/extra-typings';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { type Merged, mergeShards } from '../../batches/merge/merge.ts';
import { suiteExitCode } from '../../batches/suite/suite-exit-code.ts';
import { suiteFormat } from '../../batches/suite/suite-result.ts';
import { suiteTable } from '../../batches/suite/suite-table.ts';
import { sweepEnding, sweepFormat } from '../../batches/sweep/sweep-result.ts';
import { sweepTable } from '../../batches/sweep/sweep-table.ts';
import { terminalReport } from '../../report/terminal/terminal.ts';
import { exitCodeOf } from '../../run/exit-code-of.ts';
import { resultFormat } from '../../run/folder/formats.ts';
import { options } from '../options.ts';
import { print, tell } from '../print.ts';

export const merge = new Command('merge')
  .summary('put the shards of a suite, a sweep or a run together')
  .description(
    'Puts the results of shards (labs, sweep or run with --shard) together, as if one machine had run everything: one table, one report, one JUnit file, and statistics over the trials of all. Shards that do not belong together are refused. A shard that is missing is named, and what it should have run counts as not measured. Exits as the whole would have, but never with 0 when something is missing.',
  )
  .argument('<folders...>', 'folders with the results of shards, in them or below them')
  .addOption(options.into().makeOptionMandatory())
  .addOption(options.format('table', 'json'))
  .action(async (folders, { into, format }) => {
    const merged = await mergeShards(folders, into);
    for (const remark of merged.remarks) tell(remark);
    tell(`Results: ${into}`);
    const { text, json, exitCode } = shown(merged);
    print(format === 'json' ? json() : `\n${text()}`);
    process.exitCode = exitCode;
  });

function shown(merged: Merged) {
  switch (merged.kind) {
    case 'suite': {
      const { result } = merged;
      return {
        text: () => suiteTable(result),
        json: () => suiteFormat.write(result),
        exitCode: suiteExitCode(result),
      };
    }
    case 'sweep': {
      const { result } = merged;
      return {
        text: () => sweepTable(result),
        json: () => sweepFormat.write(result),
        exitCode: exitCodes[sweepEnding(result)].code,
      };
    }
    case 'run': {
      const { result } = merged;
      return {
        text: () => terminalReport(result),
        json: () => resultFormat.write(result),
        exitCode: exitCodeOf(result),
      };
    }
  }
}
