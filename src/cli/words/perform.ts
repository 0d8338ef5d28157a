import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { wantsJson } from '../error-format.ts';
import { tellFailure } from '../failure.ts';
import { refuseForgottenDashes } from '../npm/forgotten-dashes.ts';
import type { NpmStart } from '../npm/npm-start.ts';
import { tell } from '../print.ts';
import { commandNamed } from './command-named.ts';
import { given } from './given.ts';
import { misspeltVariables } from './misspelt-variables.ts';

/**
 * Performs a command line, and prints why it failed if it did. The exit code is that of the process afterwards.
 *
 * @param words without the program's own name
 * @param npm when `npm run` started the program
 */
export async function perform(
  program: CommandUnknownOpts,
  words: readonly string[],
  { npm }: { readonly npm?: NpmStart | undefined } = {},
): Promise<void> {
  const command = commandNamed(program, words);
  const asJson =
    (command?.options.some(({ long }) => long === '--format') ?? true) && wantsJson(words, process.env);
  try {
    if (npm) refuseForgottenDashes(program, npm, words, process.env);
    for (const line of misspeltVariables(program, process.env)) tell(line);
    await program.parseAsync([...wordsThatCount(command, words)], { from: 'user' });
  } catch (error) {
    process.exitCode = tellFailure(error, { asJson });
  }
}

/** Commander reads the variables of the options from the process: those that do not count are removed there. */
function wordsThatCount(
  command: CommandUnknownOpts | undefined,
  words: readonly string[],
): readonly string[] {
  if (command === undefined) return words;
  const counts = given(command, { words, environment: process.env });
  for (const name of Object.keys(process.env)) if (!(name in counts.environment)) delete process.env[name];
  return counts.words;
}
