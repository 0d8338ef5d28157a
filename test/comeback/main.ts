/** `npm run test:faults`: does every lab come back from every fault? README.md says what is tried. */
import { parseArgs } from 'node:util';
import type { Setting } from '../../src/faults/kit/fault.ts';
import { prepareEnvironment } from '../../src/setup/prepare.ts';
import { labDefinition, labNames, labTopology } from '../topology/lab-topology.ts';
import { brokenCases, type Case, everyCase, parameterCases } from './cases.ts';
import type { Outcome } from './perform.ts';
import { performAll, shiftsOf } from './shifts.ts';
import { caseText, outcomeTable, outcomeText } from './table.ts';

/** Seconds of a shift: long beside the few that a lab takes to come up, short beside the whole. */
const shiftSeconds = 240;

/** The lab on which parameters and second faults are tried: it has two of everything. */
const modelLab = 'dual-redundancy';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '8' },
    only: { type: 'string', multiple: true, default: [''] },
    'heal-after': { type: 'string', default: '2,11,30' },
    part: { type: 'string', default: '1/1' },
    minutes: { type: 'string', default: '600' },
    keep: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  },
});
const times = values['heal-after'].split(',').map(Number);
const [part = 1, parts = 1] = values.part.split('/').map(Number);
const say = (text: string) => console.error(text);

const setting = (lab: string): Setting => ({ definition: labDefinition(lab), topology: labTopology(lab) });
const all: Case[] = [
  ...parameterCases(setting(modelLab)),
  ...brokenCases(setting(modelLab)),
  ...labNames.flatMap((lab) => everyCase(setting(lab), times)),
].filter((one) => values.only.some((text) => caseText(one).includes(text)));
const shifts = shiftsOf(all, shiftSeconds).filter((_, index) => index % parts === part - 1);
const count = shifts.reduce((sum, shift) => sum + shift.length, 0);
say(`${count} of ${all.length} cases on ${shifts.length} labs, ${values.jobs} at once`);
if (values['dry-run']) {
  for (const one of shifts.flat()) console.log(caseText(one));
  process.exit();
}

const { engine } = await prepareEnvironment({ progress: say });
const outcomes: Outcome[] = [];
const began = performance.now();
await performAll(engine, shifts, {
  jobs: wholeNumber('jobs'),
  until: began + wholeNumber('minutes') * 60_000,
  ...(values.keep && { keep: (id: string) => say(`${id} stays up`) }),
  onOutcome(outcome) {
    outcomes.push(outcome);
    say(`${outcomes.length}/${count} ${outcomeText(outcome)}`);
  },
});
// A case that did not run has not come back.
const missing = count - outcomes.length;
const failed = outcomes.filter(({ failure }) => failure !== undefined);
console.log(outcomeTable(outcomes));
for (const { case: one, failure } of failed) console.log(`\n${caseText(one)}\n  ${failure}`);
const minutes = ((performance.now() - began) / 60_000).toFixed(0);
console.log(`\n${outcomes.length} cases in ${minutes} min, ${failed.length} failed, ${missing} not run`);
process.exitCode = failed.length > 0 || missing > 0 || count === 0 ? 1 : 0;

/** The value of an option, from 1. */
function wholeNumber(option: 'jobs' | 'minutes'): number {
  const value = Number(values[option]);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${option} is a whole number from 1, not ${values[option]}.`);
  return value;
}
