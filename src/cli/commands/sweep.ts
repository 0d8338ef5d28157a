import { Command } from '@commander-js/extra-typings';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { type Cell, cellTitle } from '../../batches/sweep/grid.ts';
import { runSweep } from '../../batches/sweep/run-sweep.ts';
import { sweepCell } from '../../batches/sweep/sweep-cell.ts';
import { sweepEnding, sweepFormat } from '../../batches/sweep/sweep-result.ts';
import { cellLine, sweepTable } from '../../batches/sweep/sweep-table.ts';
import { interruption } from '../../run/interruption.ts';
import { runText } from '../../run/words/run-line.ts';
import { toldNotSaved } from '../not-saved.ts';
import { options } from '../options.ts';
import { print, tell } from '../print.ts';
import { runSettings, withRunOptions } from '../run-settings.ts';
import type { CaseTexts } from '../showing/case-texts.ts';
import { showingBatch } from '../showing/showing.ts';

const texts: CaseTexts<Cell> = {
  title: cellTitle,
  line: (cell, ending) => cellLine(sweepCell(cell, ending)),
  passed: ({ result }) => result !== undefined,
};

export const sweep = withRunOptions(
  new Command('sweep')
    .summary('try combinations of timers, and recommend some')
    .description(
      'Runs a lab with every combination of the timers given, and shows how long recovery takes with each, beside the prediction. With --limit it recommends the longest timers that keep the limit.',
    )
    .argument('<lab>', 'name of a lab, or path of a lab file')
    .addOption(options.vary().makeOptionMandatory())
    .addOption(options.limit())
    .addOption(options.trials().default(3))
    .addOption(options.fault())
    .addOption(options.target())
    .addOption(options.with())
    .addOption(options.profile())
    .addOption(options.rate()),
)
  .addOption(options.jobs('').default(1))
  .addOption(options.shard('the combinations'))
  .addOption(options.format('table', 'json'))
  .action(async (lab, chosen) => {
    const { trials, flows, rate, vary, jobs, limit, shard, format } = chosen;
    const settings = { ...(await runSettings(chosen)), trials, traffic: { flows, rate } };
    const fault = { name: chosen.fault, target: chosen.target, parameters: chosen.with };
    const { signal } = interruption();
    const {
      sweep: result,
      folder,
      notSaved,
    } = await showingBatch(texts, (onStep) =>
      runSweep(
        { lab, fault, vary, settings, jobs, limitSeconds: limit, shard },
        { onStep, signal, textOf: runText },
      ),
    );
    tell(`Results: ${folder} (sweep.html has the plot)`);
    print(format === 'json' ? sweepFormat.write(result) : `\n${sweepTable(result)}`);
    process.exitCode = toldNotSaved(notSaved) ?? exitCodes[sweepEnding(result)].code;
  });
