/**
 * Whether a command line asks for JSON, by its look: what the program goes by when the command line itself is wrong, and
 * cannot be parsed.
 */
export function wantsJson(
  argv: readonly string[],
  { SWITCHOVER_FORMAT: format }: Readonly<NodeJS.ProcessEnv>,
): boolean {
  const asked = argv.some(
    (word, index) => word === '--format=json' || (word === 'json' && argv[index - 1] === '--format'),
  );
  return asked || format === 'json';
}
