/** How a command of this program is typed, for hints in messages. */
export const commandLine = (command: string): string => `\`npm run switchover -- ${command}\``;
