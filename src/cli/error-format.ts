import { optionsEnd } from './words/options-end.ts';

/** Whether a command line asks for JSON. Needed when it is wrong, and so cannot be parsed. The last `--format` counts. */
export function wantsJson(
  words: readonly string[],
  { SWITCHOVER_FORMAT: variable }: Readonly<NodeJS.ProcessEnv>,
): boolean {
  const asked = words.slice(0, optionsEnd(words)).flatMap((word, index, all) => {
    if (word.startsWith('--format=')) return [word.slice('--format='.length)];
    return word === '--format' ? [all[index + 1] ?? ''] : [];
  });
  return (asked.findLast((format) => format.trim() !== '') ?? variable) === 'json';
}
