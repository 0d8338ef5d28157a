import { Command } from '@commander-js/extra-typings';
import { type Observed, resultOf } from '../../analysis/result-of.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { htmlOfRun } from '../../report/html/html-of-run.ts';
import { junitOfRun } from '../../report/junit/run-junit.ts';
import { markdownReport } from '../../report/markdown/markdown.ts';
import { terminalReport } from '../../report/terminal/terminal.ts';
import { findRun } from '../../run/folder/find-run.ts';
import { resultFormat } from '../../run/folder/formats.ts';
import { RunFolder } from '../../run/folder/run-folder.ts';
import { options } from '../options.ts';
import { print } from '../print.ts';

type Format = 'table' | 'json' | 'markdown' | 'junit' | 'html';

const renderings: Readonly<
  Record<Format, (result: RunResult, observed: Observed) => string | Promise<string>>
> = {
  table: terminalReport,
  json: (result) => resultFormat.write(result),
  markdown: markdownReport,
  junit: junitOfRun,
  html: (result, { trials }) => htmlOfRun(result, trials),
};

export const report = new Command('report')
  .summary('print the result of a run again')
  .description('Analyses the saved observations of a run again and prints the result.')
  .argument('<run>', 'id of the run, or path of its folder')
  .addOption(options.runs())
  .addOption(options.format('table', 'json', 'markdown', 'junit', 'html'))
  .action(async (run, { runs, format }) => {
    const observed = await RunFolder.open(await findRun(run, runs)).loadObserved();
    print(await renderings[format](resultOf(observed), observed));
  });
