const longest = 40;

/**
 * A name as it is shown: without what cannot be seen (control characters, marks that turn the direction of a line), at most
 * 40 characters. Undefined: nothing is left.
 */
export function cleanName(typed: string): string | undefined {
  const visible = typed.normalize('NFC').replaceAll(/\s+/g, ' ').replaceAll(/\p{C}/gu, '');
  const name = Array.from(visible.trim()).slice(0, longest).join('').trim();
  return /[\p{L}\p{N}]/u.test(name) ? name : undefined;
}

/** The name, or with a number the first that nobody has: two people called Kim are `Kim` and `Kim 2`. */
export function distinctName(name: string, taken: readonly string[]): string {
  const isTaken = (candidate: string) => taken.some((other) => sameKey(other) === sameKey(candidate));
  if (!isTaken(name)) return name;
  for (let number = 2; ; number++) {
    const ending = ` ${number}`;
    const candidate = `${Array.from(name)
      .slice(0, longest - ending.length)
      .join('')}${ending}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** Names that look the same are the same. */
const sameKey = (name: string): string => name.normalize('NFKC').toLowerCase();
