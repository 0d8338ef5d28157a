import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { whyUnreadable } from '../base/files/why-unreadable.ts';
import { nearest } from '../base/nearest.ts';
import { quote } from '../base/quote.ts';
import { DefinitionError } from '../definition/problems/definition-error.ts';
import type { Problem } from '../definition/problems/problem.ts';
import { isProfileName, type ProfileName, profileNames } from '../definition/profile.ts';
import { objectionTo, type Settings, settingPaths } from '../definition/settings.ts';
import type { Path } from '../definition/sources/path.ts';
import type { Source } from '../definition/sources/source.ts';
import { textAt } from './lab-file-text.ts';

/** A profile as it was asked for: by its name, or as a file that changes numbers of one. */
export interface ChosenProfile {
  readonly profile: ProfileName;
  /** In place of those of the profile. */
  readonly settings: Settings;
}

/**
 * The profile of that name, or what a file says: `inherits: azure` or `fast`, and the numbers that differ.
 *
 * @throws SwitchoverError (wrong-input) when there is no such file
 * @throws DefinitionError with everything that is wrong with the file
 */
export async function readProfile(nameOrPath: string): Promise<ChosenProfile> {
  if (isProfileName(nameOrPath)) return { profile: nameOrPath, settings: {} };
  const content = await textAt(nameOrPath).catch((error: NodeJS.ErrnoException) => {
    throw new SwitchoverError(
      'wrong-input',
      error.code === 'ENOENT'
        ? `There is no profile ${quote(nameOrPath)}, and no file with that name. The profiles are: ${profileNames.join(', ')}.`
        : `${quote(nameOrPath)} cannot be read: ${whyUnreadable(error)}.`,
      { path: nameOrPath },
    );
  });
  const { yamlSource } = await import('../definition/sources/yaml/yaml-source.ts');
  return profileIn(yamlSource(content, nameOrPath));
}

/** @throws DefinitionError with everything that is wrong with the source */
export function profileIn(source: Source): ChosenProfile {
  const problems: Problem[] = [...source.problems];
  const values: [string, number | boolean][] = [];
  let profile: ProfileName = 'azure';
  const wrong = (path: Path, message: string, advice: string) =>
    problems.push({
      ...source.positionOf(path, 'value'),
      severity: 'error',
      rule: 'profile',
      message,
      advice,
    });
  if (source.value !== undefined && !isMapping(source.value)) {
    wrong([], 'A profile is a mapping of names to values.', 'Begin it with "inherits: azure".');
  }
  for (const [path, value] of leavesOf(source.value, [])) {
    const name = path.join('.');
    if (name === 'inherits') {
      if (typeof value === 'string' && isProfileName(value)) profile = value;
      else wrong(path, `A profile inherits from ${profileNames.join(' or ')}.`, 'Write one of them.');
      continue;
    }
    const objection = objectionTo(name, value);
    if (objection !== undefined) wrong(path, objection, adviceFor(name));
    else if (typeof value === 'number' || typeof value === 'boolean') values.push([name, value]);
  }
  if (problems.some(({ severity }) => severity === 'error')) throw new DefinitionError(problems);
  return { profile, settings: Object.fromEntries(values) };
}

/** What to write instead. */
export function adviceFor(name: string): string {
  if (settingPaths.includes(name)) return 'docs/profiles.md says what it means.';
  const meant = nearest(name, settingPaths);
  return meant === undefined ? `The numbers are: ${settingPaths.join(', ')}.` : `Is ${meant} meant?`;
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function leavesOf(value: unknown, path: Path): (readonly [Path, unknown])[] {
  if (!isMapping(value)) return path.length === 0 ? [] : [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}
