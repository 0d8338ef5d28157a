/**
 * A value from a file, made safe to show: in quotes, shortened and {@link printable}. A list or an object is only called
 * that.
 */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? value : String(value);
  return `"${printable(text.length > longest ? `${text.slice(0, longest)}...` : text)}"`;
}

/** The text with all characters escaped that a terminal could take for a command, or that are not visible. */
export function printable(text: string): string {
  return text.replaceAll(invisible, escaped);
}

/** The same for a text of several lines. */
export const printableLines = (text: string): string =>
  text.replaceAll(invisible, (character) => (/[\n\t]/.test(character) ? character : escaped(character)));

const longest = 60;

/** Control, format, unassigned and private-use characters, lone surrogates, and separators other than the space. */
const invisible = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

const escaped = (character: string) => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** A name as it is, or in quotes if it has unusual characters. */
export function shown(name: string): string {
  if (name === '') return '(without a proper name)';
  return name.length <= longestName && /^[A-Za-z0-9_.-]+$/.test(name) ? name : quote(name);
}

const longestName = 80;
