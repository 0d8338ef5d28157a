/** Data goes to stdout, and ends with a line feed. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** What is not data goes to stderr. */
export function tell(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** How a command of this program is typed, for hints. */
export const commandLine = (command: string): string => `\`npm run switchover -- ${command}\``;
