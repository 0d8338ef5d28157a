/** Data goes to stdout, and ends with a line feed. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Everything else goes to stderr. */
export function tell(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Data for programs, indented so that people can read it too. */
export const json = (value: object): string => JSON.stringify(value, null, 2);
