/** Where the options of a command line end: at `--`, or at its end. */
export const optionsEnd = (words: readonly string[]): number =>
  words.includes('--') ? words.indexOf('--') : words.length;
