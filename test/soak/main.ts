/** `npm run soak`: does many runs and reports what grows. README.md says what is observed. */
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { prepareEnvironment } from '../../src/setup/prepare.ts';
import { random } from '../analysis/synthetic.ts';
import { hostState } from '../labs/support/host-state.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { observe } from './observe.ts';
import { type Performed, perform } from './perform.ts';
import { plannedRuns } from './planned-runs.ts';
import { runTable, trendTable } from './tables.ts';
import { trends } from './trend.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    jobs: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [runs, jobs, seed] = [values.runs, values.jobs, values.seed].map(wholeNumber);
const say = (text: string) => console.error(text);

const { engine } = await prepareEnvironment({ progress: say });
const [load = 0] = loadavg();
say(`${runs} runs, ${jobs} at once, seed ${seed}; load before: ${load.toFixed(2)}`);
const planned = await plannedRuns(runs ?? 0, random(seed ?? 0));
const folder = await newTemporaryFolder();
const network = await hostState();
const performed: Performed[] = [];
const samples = [await observe(engine, performed)];
while (performed.length < planned.length) {
  // All runs of a round have ended before the next observation.
  const round = planned.slice(performed.length, performed.length + (jobs ?? 1));
  const ended = await Promise.all(round.map((run) => perform(run, folder)));
  for (const { run, exitCode, seconds, isFine } of ended) {
    say(`${run.title}: ${isFine ? '' : 'UNEXPECTED '}exit code ${exitCode} after ${seconds.toFixed(1)} s`);
  }
  performed.push(...ended);
  samples.push(await observe(engine, performed));
}

const growing = () => trends(samples).some(({ verdict }) => verdict === 'GROWS');
// dockerd may still give something back: Go collects its garbage at least every two minutes.
const patience = performance.now() + 180_000;
while (growing() && performance.now() < patience) {
  await pause(10_000);
  samples.splice(-1, 1, await observe(engine, performed));
}

const judged = trends(samples);
const networkIsAsBefore = JSON.stringify(await hostState()) === JSON.stringify(network);
const failed = performed.filter(({ isFine }) => !isFine);
console.log(
  [
    runTable(performed),
    trendTable(judged),
    `Host network: ${networkIsAsBefore ? 'as before' : 'CHANGED'}`,
    `${performed.length} runs, ${failed.length} failed (seed ${seed})`,
  ].join('\n\n'),
);
for (const { run, stderr } of failed) say(`\n${run.title}\n${stderr}`);
process.exitCode = growing() || failed.length > 0 || !networkIsAsBefore ? 1 : 0;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  say(`"${text}" must be a whole number above 0.`);
  process.exit(2);
}
