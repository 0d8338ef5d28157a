/**
 * The lines of a prefix list. FRR tries the entries in the order of their numbers, whatever the order of the lines, so
 * the numbers follow from the places.
 *
 * @param entries each an action and a prefix: `permit 10.0.0.0/16 le 32`
 */
export const prefixList = (name: string, entries: readonly string[]): string[] =>
  entries.map((entry, index) => `ip prefix-list ${name} seq ${5 * (index + 1)} ${entry}`);
