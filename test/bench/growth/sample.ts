import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { TrialResult } from '../../../src/analysis/result.ts';
import { worstFigures } from '../../../src/analysis/verdict/worst-figures.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { parseProcessorTimes } from '../../../src/experiment/processor.ts';
import { resultFormat } from '../../../src/run/folder/formats.ts';
import { memoryOf } from '../memory.ts';
import { switchover } from '../switchover.ts';

/** What one size of a lab costs. Absent figures of a trial: it measured nothing. */
export interface Sample {
  readonly tunnels: number;
  readonly nodes: number;
  readonly upSeconds: number;
  /** Processor time of the program while it brought the lab up. */
  readonly upProgramSeconds: number;
  /** Memory that the machine had in use more than before. */
  readonly machineMiB: number;
  /** The sum of the PSS of all processes in all nodes. */
  readonly pssMiB: number;
  /** Share of one core that the machine used while the lab only waited, the engine included. */
  readonly restCores: number;
  readonly downSeconds: number;
  readonly trial?: TrialFigures;
}

export interface TrialFigures {
  /** The longest outage of each direction; undefined: none, or its end was not seen. */
  readonly outageSeconds: readonly (number | undefined)[];
  readonly redundancySeconds: number | undefined;
  /** Share of one core that the program used between the start of the flows and their end. */
  readonly programCores: number;
  readonly flows: number;
}

/** So many seconds a lab is left alone: bgpd's and bfdd's timers expire several times. */
const restSeconds = 10;

/** Brings a lab up, looks at it, takes it down, and measures a crash in a further lab from the same file. */
export async function sample(
  engine: Engine,
  image: string,
  { tunnels, file, runs }: { readonly tunnels: number; readonly file: string; readonly runs: string },
): Promise<Sample> {
  const before = await availableMiB();
  const up = await switchover('up', file, '--profile', 'fast');
  const id = up.stdout;
  const [restCores, machineMiB] = await atRest(before);
  const memory = await memoryOf(engine, image, id);
  const down = await switchover('down', id);
  const trial = await crash(file, runs);
  return {
    tunnels,
    nodes: memory.size,
    upSeconds: up.milliseconds / 1000,
    upProgramSeconds: up.programSeconds,
    machineMiB,
    pssMiB: [...memory.values()].reduce((sum, size) => sum + size, 0),
    restCores,
    downSeconds: down.milliseconds / 1000,
    ...(trial && { trial }),
  };
}

/** How busy the machine is while a lab waits, and how much memory it has in use more than before. */
async function atRest(availableBefore: number): Promise<[number, number]> {
  const first = await machineTimes();
  await setTimeout(restSeconds * 1000);
  const last = await machineTimes();
  const busy = last.total - first.total - (last.idle - first.idle) - (last.stolen - first.stolen);
  return [busy / (last.up - first.up), availableBefore - (await availableMiB())];
}

async function crash(file: string, runs: string): Promise<TrialFigures | undefined> {
  const options = ['--profile', 'fast', '--fault', 'instance-crash', '--format', 'json', '--runs', runs];
  const { stdout } = await switchover('run', file, ...options);
  const { trials, run } = resultFormat.read(stdout, 'result.json');
  const [trial] = trials;
  const worst = worstFigures(trials);
  if (!trial || !worst) return undefined;
  return {
    outageSeconds: worst.directions.map(({ outage }) =>
      outage?.state === 'measured' ? outage.estimateMs / 1000 : undefined,
    ),
    redundancySeconds: worst.redundancyRestoredMs === null ? undefined : worst.redundancyRestoredMs / 1000,
    programCores: programCores(trial),
    flows: run.flows,
  };
}

const programCores = ({ contention }: TrialResult): number =>
  (contention.processor?.programShare ?? Number.NaN) * cpus().length;

async function machineTimes() {
  const [uptime, stat] = await Promise.all([
    readFile('/proc/uptime', 'utf8'),
    readFile('/proc/stat', 'utf8'),
  ]);
  return parseProcessorTimes(`${uptime}${stat}`);
}

async function availableMiB(): Promise<number> {
  const [, available] = /^MemAvailable:\s+(\d+) kB$/m.exec(await readFile('/proc/meminfo', 'utf8')) ?? [];
  return Number(available) / 1024;
}
