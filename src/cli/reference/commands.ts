import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { allCommands, wordsOf } from '../words/command-named.ts';
import { code, plain, table } from './table.ts';

/** Every command with its arguments and options. What holds for all options is said by the page itself. */
export function commandsReference(program: CommandUnknownOpts): string {
  const commands = allCommands(program);
  return [
    table([
      ['command', ''],
      ...commands.map((command) => [
        `[${code([...wordsOf(command), ...argumentsOf(command)].join(' '))}](#${wordsOf(command).join('-')})`,
        plain(command.summary()),
      ]),
    ]),
    ...commands.map(oneCommand),
  ].join('\n\n');
}

function oneCommand(command: CommandUnknownOpts): string {
  const alias = command.alias() ? ` Also called ${code(command.alias())}.` : '';
  const options = command.options.filter(({ hidden }) => !hidden);
  const given = command.registeredArguments.filter(({ description }) => description !== '');
  const rows = [
    ...given.map((argument) => [code(argument.name()), plain(argument.description)]),
    ...options.map((option) => [code(option.flags), optionText(option)]),
  ];
  return [
    `### ${wordsOf(command).join(' ')}`,
    `${plain(command.description())}${alias}`,
    ...(rows.length === 0 ? [] : [table([['', ''], ...rows])]),
  ].join('\n\n');
}

/** `[lab]`, `<node>`, `<command...>`: as the help writes them. */
const argumentsOf = (command: CommandUnknownOpts): string[] =>
  command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });

function optionText({ description, defaultValue, defaultValueDescription, argChoices, mandatory }: Option) {
  const usual = defaultValueDescription ?? (defaultValue === false ? undefined : defaultValue);
  const facts = [
    ...(mandatory ? ['required'] : []),
    ...(argChoices ? [choicesText(argChoices)] : []),
    ...(usual === undefined ? [] : [`default: ${code(String(usual))}`]),
  ];
  return [plain(description), ...(facts.length === 0 ? [] : [`(${facts.join('; ')})`])].join(' ');
}

/** More than a line can hold are those of the faults, which have a page of their own. */
const choicesText = (choices: readonly string[]): string =>
  choices.length > 6 ? 'see [Faults](faults.md)' : `choices: ${choices.map(code).join(', ')}`;
