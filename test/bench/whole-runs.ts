import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stage, stages } from '../../src/lab/bring-up.ts';
import { resultFormat } from '../../src/run/folder/formats.ts';
import { switchover } from './switchover.ts';

/** A value for each run, in milliseconds. */
export interface WholeRuns {
  readonly wall: number[];
  /** Processor time that the program took to print its version. */
  readonly start: number[];
  /** How long each stage of bringing up the lab took. */
  readonly stages: ReadonlyMap<Stage, number[]>;
}

/** Times whole runs of the lab, from the start of the program to its end: up, trial, down; and the start alone. */
export async function timeWholeRuns(
  lab: string,
  rounds: number,
  say: (text: string) => void,
): Promise<WholeRuns> {
  const times: WholeRuns = { wall: [], start: [], stages: new Map(stages.map((stage) => [stage, []])) };
  for (let round = 1; round <= rounds; round++) {
    say(`Whole run ${round} of ${rounds}`);
    const folder = await mkdtemp(join(tmpdir(), 'switchover-bench-'));
    const results = ['--format', 'json', '--runs', folder];
    const run = await switchover('run', lab, '--profile', 'fast', ...results).finally(() =>
      rm(folder, { recursive: true }),
    );
    times.wall.push(run.milliseconds);
    times.start.push((await switchover('--version')).programSeconds * 1000);
    const { bringUpMs } = resultFormat.read(run.stdout, 'result.json');
    let before = 0;
    for (const stage of stages) {
      const at = bringUpMs?.[stage] ?? Number.NaN;
      times.stages.get(stage)?.push(at - before);
      before = at;
    }
  }
  return times;
}
