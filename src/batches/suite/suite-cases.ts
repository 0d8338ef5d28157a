import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { shown } from '../../base/quote.ts';
import type { Definition } from '../../definition/definition.ts';
import { DefinitionError } from '../../definition/problems/definition-error.ts';
import type { Problem } from '../../definition/problems/problem.ts';
import type { ProfileName } from '../../definition/profile.ts';
import { refuseWithoutTraffic } from '../../run/fit-traffic.ts';
import { labNames, readLab } from '../../run/lab-file.ts';
import type { BatchWatch } from '../batch.ts';
import { casesOf, type SuiteCase } from './suite-case.ts';

type OnStep = BatchWatch<SuiteCase>['onStep'];

/**
 * The cases of the labs that are asked for, or of all labs that come with the program.
 *
 * @throws DefinitionError with everything that is wrong with any of the files
 * @throws SwitchoverError (wrong-input) when a lab has no traffic to measure, when two labs have the same name, or when there
 * is nothing to run
 */
export async function suiteCases(
  asked: readonly string[],
  profile: ProfileName,
  onStep: OnStep,
): Promise<SuiteCase[]> {
  const names = asked.length === 0 ? await labNames() : [...new Set(asked)];
  const definitions = await readLabs(names, onStep);
  refuseSameNames(names, definitions);
  const cases = definitions.map((definition) => casesOf(definition, profile));
  for (const [{ definition } = {}] of cases) if (definition) refuseWithoutTraffic(definition);
  const without = names.filter((_, index) => cases[index]?.length === 0);
  if (without.length === names.length || (without.length > 0 && asked.length > 0)) {
    throw new SwitchoverError(
      'wrong-input',
      `These labs have no \`expect\` block, and so nothing to run: ${without.join(', ')}.`,
    );
  }
  if (without.length > 0) onStep({ step: 'without-cases', labs: without });
  return cases.flat();
}

/** Cases are told apart by the name of their lab: in results, in durations, and by `merge` and `--baseline`. */
function refuseSameNames(files: readonly string[], definitions: readonly Definition[]): void {
  const labs = definitions.map(({ name }) => name);
  const name = labs.find((one, index) => labs.indexOf(one) !== index);
  if (name === undefined) return;
  const own = files.filter((_, index) => labs[index] === name);
  throw new SwitchoverError(
    'wrong-input',
    `These labs have the same name, ${shown(name)}: ${own.join(', ')}. Results are told apart by it: give each lab a name of its own.`,
  );
}

async function readLabs(names: readonly string[], onStep: OnStep): Promise<Definition[]> {
  const definitions: Definition[] = [];
  const problems: Problem[] = [];
  for (const name of names) {
    try {
      const { definition, warnings } = await readLab(name);
      if (warnings.length > 0) onStep({ step: 'warnings', problems: warnings });
      definitions.push(definition);
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  return definitions;
}
