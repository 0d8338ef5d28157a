import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { optionsEnd } from './options-end.ts';

/** A command line as commander may read it: the words, and the environment variables of the options. */
export interface Given {
  readonly words: readonly string[];
  readonly environment: Readonly<NodeJS.ProcessEnv>;
}

/**
 * What of a command line counts as given. Empty means not given, for options and for their variables, so that
 * `--runs "$RUNS"` does what it does without RUNS; and the variable of a switch says yes or no. Commander alone takes an
 * empty text for a value, and whatever is in the variable of a switch for yes.
 *
 * @throws SwitchoverError (wrong-input) when the variable of a switch says neither yes nor no
 */
export const given = (command: CommandUnknownOpts, { words, environment }: Given): Given => ({
  words: withoutEmptyOptions(command.options, words),
  environment: withoutEmptyVariables(command.options, environment),
});

function withoutEmptyOptions(options: readonly Option[], words: readonly string[]): readonly string[] {
  const end = optionsEnd(words);
  const names = options.filter(({ required }) => required).flatMap(({ long, short }) => [long, short]);
  const isEmpty = (name: string | undefined, value: string | undefined) =>
    names.includes(name) && value?.trim() === '';
  return words.filter((word, index) => {
    if (index >= end) return true;
    const [name, value] = word.split(/=(.*)/s);
    return !(
      isEmpty(name, value) ||
      (value === undefined && index + 1 < end && isEmpty(word, words[index + 1])) ||
      isEmpty(words[index - 1], word)
    );
  });
}

function withoutEmptyVariables(options: readonly Option[], environment: Given['environment']) {
  const isGiven = (name: string, value = '') => {
    const option = options.find(({ envVar }) => envVar === name);
    if (option === undefined) return true;
    return value.trim() !== '' && (!option.isBoolean() || saysYes(name, value.trim()));
  };
  return Object.fromEntries(Object.entries(environment).filter(([name, value]) => isGiven(name, value)));
}

function saysYes(variable: string, said: string): boolean {
  const word = said.toLowerCase();
  if (yes.includes(word)) return true;
  if (no.includes(word)) return false;
  throw new SwitchoverError(
    'wrong-input',
    `${variable} is "${said}". It has to say yes (${yes.join(', ')}) or no (${no.join(', ')}).`,
  );
}

const yes: readonly string[] = ['yes', 'true', 'on', 'y', '1'];
const no: readonly string[] = ['no', 'false', 'off', 'n', '0'];
