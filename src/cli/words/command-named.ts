import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** The command that a command line names: by one word, or by two as in `image save`, by its name or its other name. */
export function commandNamed(
  program: CommandUnknownOpts,
  [word, ...rest]: readonly string[],
): CommandUnknownOpts | undefined {
  const found = program.commands.find(
    (command) => word !== undefined && [command.name(), ...command.aliases()].includes(word),
  );
  return found && (commandNamed(found, rest) ?? found);
}

/** All commands that do something, `image save` among them and `image` not, in the order of the help. */
export const allCommands = (program: CommandUnknownOpts): readonly CommandUnknownOpts[] =>
  program.commands.flatMap((command) => (command.commands.length > 0 ? allCommands(command) : [command]));

/** The words that name a command: `image save`. */
export const wordsOf = (command: CommandUnknownOpts): readonly string[] =>
  command.parent === null ? [] : [...wordsOf(command.parent), command.name()];
