import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { DataplaneChoice } from '../dataplane/choose.ts';
import type { ProfileName } from '../definition/profile.ts';
import { newLabId } from '../lab/blueprint.ts';
import { pageAssets } from '../report/html/assets.ts';
import { sweepPage } from '../report/html/sweep-page.ts';
import { sweepTable } from '../report/sweep-table.ts';
import { prepareEnvironment } from '../setup/prepare.ts';
import { attemptEnding } from '../suite/attempt-ending.ts';
import { runCase } from '../suite/run-case.ts';
import { cellOptions, cellTitle, gridOf, type Variations } from '../sweep/grid.ts';
import { longestTimers } from '../sweep/recommend.ts';
import { sweepCell } from '../sweep/sweep-cell.ts';
import type { SweepCell, SweepResult } from '../sweep/sweep-result.ts';
import { exitCode } from './exit-code.ts';
import { interruption } from './interruption.ts';
import { readLab } from './lab-file.ts';
import { options } from './options.ts';
import { print, tell } from './print.ts';
import { step } from './tasks.ts';
import { thisProgram } from './this-program.ts';

interface SweepOptions {
  readonly vary: Variations;
  readonly limit?: number;
  readonly trials: number;
  readonly fault: string;
  readonly target?: string;
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
      'Runs a lab with every combination of the timers given, one after the other, and shows how long recovery takes with each, beside what was predicted. With --limit it names the longest timers that keep it.',
    )
    .argument('<lab>', 'name of a lab, or path of a lab file')
    .addOption(options.vary().makeOptionMandatory())
    .addOption(options.limit())
    .addOption(options.trials().default(3))
    .addOption(options.fault())
    .addOption(options.target())
    .addOption(options.profile().default('fast'))
    .addOption(options.dataplane())
    .addOption(options.runs())
    .addOption(options.format('table', 'json'))
    .action(sweep);
}

async function sweep(lab: string, chosen: SweepOptions): Promise<void> {
  const { definition } = await readLab(lab);
  const cells = gridOf(chosen.vary);
  const signal = interruption();
  await step('Preparing the engine', (progress) => prepareEnvironment({ progress })).finally(() =>
    signal.throwIfAborted(),
  );
  const startedAt = new Date();
  const id = newLabId('sweep', startedAt);
  const folder = join(chosen.runs, id);
  // Results have addresses and configurations of somebody's network.
  await mkdir(folder, { recursive: true, mode: 0o700 });

  const done: SweepCell[] = [];
  for (const [index, cell] of cells.entries()) {
    done.push(
      await step(`${index + 1} of ${cells.length}: ${cellTitle(cell)}`, async (say) => {
        const ended = await runCase(
          { asked: lab, fault: chosen.fault, ...(chosen.target !== undefined && { target: chosen.target }) },
          {
            ...chosen,
            program: thisProgram,
            folder,
            signal,
            options: [...cellOptions(cell), '--trials', String(chosen.trials)],
            limitMs: chosen.trials * minutesPerTrial * 60_000,
            onProgress: (line) => say(line, 'detail'),
          },
        );
        signal.throwIfAborted();
        return sweepCell(cell, attemptEnding(ended));
      }),
    );
  }
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
  await writeFile(join(folder, 'sweep.json'), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(join(folder, 'sweep.html'), sweepPage(result, await pageAssets('sweep')));
  tell(`Results: ${folder} (sweep.html has the plot)`);
  print(chosen.format === 'json' ? JSON.stringify(result, null, 2) : `\n${sweepTable(result)}`);
  process.exitCode = codeOf(result);
}

/** A limit that nothing keeps is missed; and without a single measurement there is nothing to say. */
function codeOf({ cells, recommended }: SweepResult): number {
  if (cells.every(({ directions }) => directions.length === 0)) return exitCode.nothingMeasured;
  return recommended?.length === 0 ? exitCode.limitMissed : exitCode.ok;
}
