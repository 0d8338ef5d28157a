import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** The command that a word names, by its name or its other name. */
export const commandNamed = (
  program: CommandUnknownOpts,
  word: string | undefined,
): CommandUnknownOpts | undefined =>
  program.commands.find(
    (command) => word !== undefined && [command.name(), ...command.aliases()].includes(word),
  );
