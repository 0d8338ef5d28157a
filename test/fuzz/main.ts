import { commandLines } from './command-lines.ts';
import { type FuzzPart, fuzz } from './fuzz.ts';
import { labFiles } from './lab-files.ts';

/** `make fuzz SEED=1 CASES=100000`: without a seed another one each time, without cases as many as in CI. */
const { SEED, CASES } = process.env;
const seed = SEED ? Number(SEED) : Date.now() % 2 ** 31;

await tried(labFiles);
await tried(commandLines);

async function tried<Input>(part: FuzzPart<Input>): Promise<void> {
  const cases = CASES ? Number(CASES) : part.cases;
  console.log(`${cases} ${part.what}, seed ${seed}`);
  const failure = await fuzz(part, { seed, cases });
  if (failure === undefined) return;
  console.error(failure);
  process.exitCode = 1;
}
