import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { nearest } from '../../base/nearest.ts';
import { allCommands, commandNamed, wordsOf } from '../words/command-named.ts';
import { optionsEnd } from '../words/options-end.ts';
import { type NpmStart, typedWords } from './npm-start.ts';

/** An option that stood before `--`. */
interface Swallowed {
  /** As it was typed: `dry-run`, or a misspelt `dryrun`. */
  readonly typed: string;
  readonly option: Option;
  /** `true` when the value was a word of its own, or when there was none. */
  readonly value: string;
}

/**
 * Refuses a command line whose `--` was forgotten. npm takes every option before `--` for one of its own, so the program
 * would start without it: a real run in place of a dry run, or Azure's timers in place of the fast ones. npm leaves such
 * an option in the environment, `--dry-run` as `npm_config_dry_run`.
 *
 * @param words all words that the program got
 * @throws SwitchoverError (wrong-input) that says how to write it
 */
export function refuseForgottenDashes(
  program: CommandUnknownOpts,
  start: NpmStart,
  words: readonly string[],
  environment: Readonly<NodeJS.ProcessEnv>,
): void {
  const command = commandNamed(program, words);
  const options = command?.options ?? allCommands(program).flatMap((one) => one.options);
  const swallowed = swallowedOptions(options, environment).filter(({ option }) => !isGiven(option, words));
  if (swallowed.length === 0) return;
  const names = swallowed.map(({ typed }) => `--${typed}`);
  const variables = swallowed.map(({ typed }) => variableOf(typed));
  const one = swallowed.length === 1;
  throw new SwitchoverError(
    'wrong-input',
    `npm took ${names.join(' and ')} for ${one ? 'an option' : 'options'} of its own, because no -- stands before ${one ? 'it' : 'them'}. ` +
      `Nothing was started. Write:\n  ${asMeant(start, command, swallowed, words)}\n` +
      `(If you did not type ${one ? 'it' : 'them'}, ${variables.join(' and ')} ${one ? 'is' : 'are'} set in your environment or in an .npmrc.)`,
  );
}

function swallowedOptions(options: readonly Option[], environment: Readonly<NodeJS.ProcessEnv>): Swallowed[] {
  const byName = new Map(options.flatMap((option) => (option.long ? [[option.long.slice(2), option]] : [])));
  return Object.entries(environment).flatMap(([variable, value]) => {
    if (!variable.startsWith(prefix) || !value) return [];
    const typed = variable.slice(prefix.length).replaceAll('_', '-');
    const name = byName.has(typed)
      ? typed
      : typed.length >= shortestMistake && nearest(typed, [...byName.keys()]);
    const option = name ? byName.get(name) : undefined;
    return option ? [{ typed, option, value }] : [];
  });
}

const prefix = 'npm_config_';
const variableOf = (typed: string) => `${prefix}${typed.replaceAll('-', '_')}`;

/** Shorter settings of npm's own, such as `key`, are near to options of ours by chance. */
const shortestMistake = 5;

const isGiven = ({ long = '' }: Option, words: readonly string[]) =>
  words.slice(0, optionsEnd(words)).some((word) => word === long || word.startsWith(`${long}=`));

/**
 * The command line with `--` in the right place. An option that lost its value to the arguments gets it back if a word is
 * there that can be that value; otherwise a placeholder stands for it.
 */
function asMeant(
  start: NpmStart,
  command: CommandUnknownOpts | undefined,
  swallowed: readonly Swallowed[],
  words: readonly string[],
): string {
  const places = command?.registeredArguments ?? [];
  const named = command === undefined ? 1 : wordsOf(command).length;
  const rest = words.slice(named);
  const written = swallowed.map(({ option, value }) => {
    if (!option.required) return option.long;
    if (value !== 'true') return `${option.long} ${value}`;
    // Any word could be a path or a target: only one that no argument needs is taken for it.
    const needed = places.filter(({ required }) => required || option.parseArg === undefined).length;
    const place = rest.length > needed ? rest.findLastIndex((word) => takes(option, word)) : -1;
    const [own = placeholder(option)] = place === -1 ? [] : rest.splice(place, 1);
    return `${option.long} ${own}`;
  });
  const kept = typedWords(start, [...words.slice(0, named), ...rest]);
  return ['npm run', start.script, '--', ...kept, ...written].join(' ');
}

function takes({ parseArg }: Option, word: string): boolean {
  try {
    parseArg?.(word, undefined);
    return true;
  } catch {
    return false;
  }
}

const placeholder = ({ flags }: Option) => /<.*>/.exec(flags)?.[0] ?? '';
