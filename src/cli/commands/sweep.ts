import { join } from 'node:path';
import type { Command } from 'commander';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { privateFolder, writePrivately } from '../../base/files/private-file.ts';
import { type AttemptEnding, attemptEnding } from '../../batches/suite/attempt-ending.ts';
import { type CaseTexts, liveProgress, plainProgress } from '../../batches/suite/progress.ts';
import { runCase } from '../../batches/suite/run-case.ts';
import { runCases } from '../../batches/suite/schedule.ts';
import { type Cell, cellOptions, cellTitle, gridOf, type Variations } from '../../batches/sweep/grid.ts';
import { longestTimers } from '../../batches/sweep/recommend.ts';
import { sweepCell } from '../../batches/sweep/sweep-cell.ts';
import { sweepPage } from '../../batches/sweep/sweep-page.ts';
import type { SweepCell, SweepResult } from '../../batches/sweep/sweep-result.ts';
import { cellLine, sweepTable } from '../../batches/sweep/sweep-table.ts';
import type { FaultParameters } from '../../definition/fault-parameters.ts';
import type { ProfileName } from '../../definition/profile.ts';
import { newLabId } from '../../lab/blueprint.ts';
import type { DataplaneChoice } from '../../nodes/ipsec/choose.ts';
import { pageAssets } from '../../report/html/assets.ts';
import { readLab } from '../../run/lab-file.ts';
import { prepareEnvironment } from '../../setup/prepare.ts';
import { interruption } from '../interruption.ts';
import { options } from '../options.ts';
import { print, tell } from '../print.ts';
import { step } from '../tasks.ts';
import { thisProgram } from '../this-program.ts';

interface SweepOptions {
  readonly vary: Variations;
  readonly limit?: number;
  readonly trials: number;
  readonly jobs: number;
  readonly fault: string;
  readonly target?: string;
  readonly with: FaultParameters;
  readonly profile: ProfileName;
  readonly dataplane: DataplaneChoice;
  readonly runs: string;
  readonly format: 'table' | 'json';
}

/** Minutes that a trial may take with Azure's timers, or with longer ones. */
const minutesPerTrial = 20;

export function addSweep(program: Command): void {
  program
    .command('sweep')
    .summary('try combinations of timers, and recommend some')
    .description(
      'Runs a lab with every combination of the timers given, and shows how long recovery takes with each, beside what was predicted. With --limit it names the longest timers that keep it.',
    )
    .argument('<lab>', 'name of a lab, or path of a lab file')
    .addOption(options.vary().makeOptionMandatory())
    .addOption(options.limit())
    .addOption(options.trials().default(3))
    .addOption(options.fault())
    .addOption(options.target())
    .addOption(options.with())
    .addOption(options.profile())
    .addOption(options.jobs().default(1))
    .addOption(options.dataplane())
    .addOption(options.runs())
    .addOption(options.format('table', 'json'))
    .action(sweep);
}

async function sweep(lab: string, chosen: SweepOptions): Promise<void> {
  const { definition } = await readLab(lab);
  const cells = gridOf(chosen.vary);
  const signal = interruption();
  await step('Preparing the engine', (progress) => prepareEnvironment({ progress, signal })).finally(() =>
    signal.throwIfAborted(),
  );
  const startedAt = new Date();
  const id = newLabId('sweep', startedAt);
  const folder = join(chosen.runs, id);
  await privateFolder(folder);

  const done = await runAll(lab, cells, { ...chosen, folder, signal });
  signal.throwIfAborted();
  const { limit } = chosen;
  const result: SweepResult = {
    format: 'switchover-sweep/1',
    id,
    startedAt: startedAt.toISOString(),
    lab: definition.name,
    fault: chosen.fault,
    profile: chosen.profile,
    trials: chosen.trials,
    limitSeconds: limit ?? null,
    cells: done,
    recommended: limit === undefined ? null : longestTimers(done, limit * 1000).map(({ title }) => title),
  };
  await writePrivately(join(folder, 'sweep.json'), `${JSON.stringify(result, null, 2)}\n`);
  await writePrivately(join(folder, 'sweep.html'), sweepPage(result, await pageAssets('sweep')));
  tell(`Results: ${folder} (sweep.html has the plot)`);
  print(chosen.format === 'json' ? JSON.stringify(result, null, 2) : `\n${sweepTable(result)}`);
  process.exitCode = codeOf(result);
}

interface Setting extends SweepOptions {
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Runs every combination as a process of its own, and shows how it goes. */
async function runAll(
  lab: string,
  cells: readonly Cell[],
  { fault, target, with: parameters, profile, dataplane, trials, jobs, folder, signal }: Setting,
): Promise<SweepCell[]> {
  const texts: CaseTexts<Cell, AttemptEnding> = {
    title: cellTitle,
    line: (cell, ending) => cellLine(sweepCell(cell, ending)),
    passed: ({ result }) => result !== undefined,
  };
  const progress = process.stderr.isTTY ? liveProgress(texts) : plainProgress(texts, tell);
  const endings = await runCases(cells, {
    jobs,
    // With the same traffic each time, for the combinations are compared.
    attempts: 3,
    signal,
    run: async (cell) => {
      const ended = await runCase(
        { asked: lab, fault, ...(target !== undefined && { target }), with: parameters },
        {
          program: thisProgram,
          profile,
          dataplane,
          folder,
          signal,
          options: [...cellOptions(cell), '--trials', String(trials)],
          limitMs: trials * minutesPerTrial * 60_000,
          onProgress: (line) => progress.said(cell, line),
        },
      );
      return attemptEnding(ended);
    },
    again: ({ attempt }) => attempt.outcome === 'nothing-measured',
    // Wrong input is wrong in every combination, and without an engine none can run.
    hopeless: ({ attempt }) => attempt.outcome === 'environment' || attempt.outcome === 'wrong-input',
    round: progress.round,
  });
  return cells.flatMap((cell) => {
    const last = endings.get(cell)?.at(-1);
    return last ? [sweepCell(cell, last)] : [];
  });
}

/** A limit that nothing keeps is missed; and without a single measurement there is nothing to say. */
function codeOf({ cells, recommended }: SweepResult): number {
  if (cells.every(({ directions }) => directions.length === 0)) return exitCodes['nothing-measured'].code;
  return recommended?.length === 0 ? exitCodes.failed.code : exitCodes.passed.code;
}
