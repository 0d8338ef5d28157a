import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Observed, resultOf } from '../../analysis/result-of.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { htmlOfRun } from '../../report/html/html-of-run.ts';
import { junitOfRun } from '../../report/junit/run-junit.ts';
import { markdownReport } from '../../report/markdown/markdown.ts';
import { terminalReport } from '../../report/terminal/terminal.ts';
import { RunFolder } from '../../run/folder/run-folder.ts';
import { options } from '../options.ts';
import { print } from '../print.ts';

interface ReportOptions {
  readonly runs: string;
  readonly format: keyof typeof renderings;
}

/** What a result can be printed as. */
const renderings = {
  table: terminalReport,
  json: (result: RunResult) => JSON.stringify(result, null, 2),
  markdown: markdownReport,
  junit: junitOfRun,
  html: (result: RunResult, { trials }: Observed) => htmlOfRun(result, trials),
} as const;

export function addReport(program: Command): void {
  program
    .command('report')
    .summary('print the result of a run again')
    .description('Analyses the saved observations of a run anew and prints the result.')
    .argument('<run>', 'id of the run, or path of its folder')
    .addOption(options.runs())
    .addOption(options.format(...Object.keys(renderings)))
    .action(report);
}

async function report(run: string, { runs, format }: ReportOptions): Promise<void> {
  const folder = RunFolder.open(await folderOf(run, runs));
  const observed = await folder.loadObserved().catch((error: NodeJS.ErrnoException) => {
    throw new SwitchoverError(
      'wrong-input',
      error.code === 'ENOENT'
        ? `${folder.path} has no complete run: ${error.path} is missing.`
        : `${folder.path} is not the folder of a run that this version can read: ${error.message}`,
    );
  });
  const result = resultOf(observed);
  print(await renderings[format](result, observed));
}

/**
 * Where a run is that is named by its id or by its path.
 *
 * @throws SwitchoverError (wrong-input) when there is nothing
 */
export async function folderOf(run: string, runs: string): Promise<string> {
  for (const path of [run, join(runs, run)]) {
    if (await stat(path).catch(() => undefined)) return path;
  }
  throw new SwitchoverError('wrong-input', `There is no run "${run}", neither as a path nor in ${runs}/.`);
}
