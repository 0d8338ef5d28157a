/** `npm run bench`: compares time and memory with those of docker-compose, or labs of all sizes. README.md says what exactly. */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Engine } from '../../src/engine/engine.ts';
import { textTable } from '../../src/report/terminal/text-table.ts';
import { prepareEnvironment } from '../../src/setup/prepare.ts';
import { preparedCompose } from './compose.ts';
import { growthTable } from './growth/growth-table.ts';
import { measureGrowth } from './growth/measure-growth.ts';
import { timeSideBySide } from './side-by-side.ts';
import { breakdown, figureTable, sampleTable } from './tables.ts';
import { timeWholeRuns } from './whole-runs.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    tunnels: { type: 'string', default: '4,10,20,40,60,100' },
  },
});
const lab = 'dual-redundancy';
const say = (text: string) => console.error(text);

const { engine, nodeImage: image } = await prepareEnvironment({ progress: say });
const [load = 0] = loadavg();
await warnIfBusy(engine, load);
if (options.growth) {
  const sizes = options.tunnels.split(',').map(Number);
  const samples = await measureGrowth(engine, image, sizes, say);
  console.log(`${await circumstances(engine, load)}\n\n${growthTable(samples)}`);
} else {
  await besideCompose();
}

async function besideCompose(): Promise<void> {
  const rounds = options.quick ? { sideBySide: 3, runs: 1 } : { sideBySide: 7, runs: 5 };
  await using compose = await preparedCompose(engine, image, say);
  const sideBySide = await timeSideBySide({ engine, image, compose, lab, rounds: rounds.sideBySide, say });
  const wholeRuns = await timeWholeRuns(lab, rounds.runs, say);
  console.log(
    [
      await circumstances(engine, load, ['Peer', `docker-compose ${compose.version}`]),
      figureTable(sideBySide, wholeRuns),
      `Where the time of bringing a lab up goes\n${breakdown(sideBySide, wholeRuns)}`,
      sampleTable(sideBySide, wholeRuns),
    ].join('\n\n'),
  );
}

async function circumstances(
  of: Engine,
  loadBefore: number,
  ...more: readonly (readonly string[])[]
): Promise<string> {
  const [info, version] = await Promise.all([of.info(), of.version()]);
  return textTable([
    ['MACHINE', `${info.cpus} x ${cpus()[0]?.model ?? 'unknown processor'}, Linux ${info.kernel}`],
    ['Engine', `${version.kind} ${version.version}, ${info.storageDriver}`],
    ...more,
    ['Load before', `${loadBefore.toFixed(2)} (1 minute)`],
    ['Date', new Date().toISOString()],
  ]);
}

/** Warns of other work on the machine, which makes the figures worthless. */
async function warnIfBusy(on: Engine, loadBefore: number): Promise<void> {
  const running = (await on.containers({})).filter(({ state }) => state === 'running');
  if (running.length > 0) say(`Warning: ${running.length} other containers run on this engine.`);
  if (loadBefore > 1) say(`Warning: this machine is busy already (load ${loadBefore.toFixed(1)}).`);
}
