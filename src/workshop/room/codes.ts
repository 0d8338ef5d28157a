import { randomInt } from 'node:crypto';

/** Of each group that looks the same on a beamer or in handwriting there is one at most: 2 Z, 5 S, 8 B, U V, O 0, I L 1. */
const alphabet = '23456789ACDEFGHJKMNPQRTUWXY';

const length = 5;

/**
 * A code that opens a seat in another browser. There are 27^5, 14 million: an address that tries five in a second, the most
 * that the server lets it, needs 27 hours for an even chance to meet one of twenty seats.
 */
export function newCode(taken: ReadonlySet<string>, random: (below: number) => number = randomInt): string {
  for (;;) {
    const letters = Array.from({ length }, () => alphabet.charAt(random(alphabet.length)));
    const code = letters.join('');
    if (!taken.has(code)) return code;
  }
}

/** What people read in place of a letter of the alphabet. */
const misread: Readonly<Record<string, string>> = { Z: '2', S: '5', B: '8', V: 'U' };

/** A code as a person typed it: case, spaces and hyphens do not matter. Undefined: it is none. */
export function readCode(typed: string): string | undefined {
  const letters = [...typed.toUpperCase().replaceAll(/[\s-]/g, '')].map(
    (letter) => misread[letter] ?? letter,
  );
  const isCode = letters.length === length && letters.every((letter) => alphabet.includes(letter));
  return isCode ? letters.join('') : undefined;
}
