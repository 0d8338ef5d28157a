import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { nearest } from '../../base/nearest.ts';
import { variableName as engineTimeout } from '../../engine/connection/time-limits.ts';
import { releaseVariable } from '../../setup/images/debian-release.ts';
import { variablePrefix } from '../option.ts';
import { allCommands } from './command-named.ts';

/**
 * A line for each variable that nobody reads and that is nearly the name of one that is read: `SWITCHOVER_DRYRUN`. It is no
 * error, because scripts have variables of their own.
 */
export function misspeltVariables(
  program: CommandUnknownOpts,
  environment: Readonly<NodeJS.ProcessEnv>,
): string[] {
  const options = allCommands(program).flatMap((command) => command.options);
  const ofOptions = options.flatMap(({ envVar }) => envVar ?? []);
  const known = [engineTimeout, releaseVariable, ...ofOptions].map(withoutPrefix);
  return Object.keys(environment)
    .filter((name) => name.startsWith(variablePrefix) && !known.includes(withoutPrefix(name)))
    .flatMap((name) => {
      const meant = nearest(withoutPrefix(name), known);
      return meant === undefined ? [] : [`${name} has no effect. Is ${variablePrefix}${meant} meant?`];
    });
}

const withoutPrefix = (name: string) => name.slice(variablePrefix.length);
