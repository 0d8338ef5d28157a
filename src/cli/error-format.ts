/**
 * Whether the words of a command line ask for JSON. Needed when the command line is wrong, and so cannot be parsed.
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
