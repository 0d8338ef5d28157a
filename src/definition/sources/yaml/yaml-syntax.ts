import type { YAMLError } from 'yaml';
import { printable } from '../../../base/quote.ts';
import type { PositionAt, YamlFault } from './yaml-reader.ts';

const mostSyntaxFaults = 5;

/** One fault a line: further ones on the same line follow from the first. A tab also spoils the lines after it. */
export function syntaxFaults(errors: readonly YAMLError[], positionAt: PositionAt): YamlFault[] {
  const tabs = errors.filter((error) => error.code === 'TAB_AS_INDENT');
  const seen = new Set<number>();
  return (tabs.length > 0 ? tabs : errors)
    .map(({ code, message, pos }) => ({
      rule: 'yaml-syntax',
      position: positionAt(pos[0]),
      message: `This is not valid YAML: ${messageFor[code] ?? inSentence(message)}`,
      advice: adviceFor[code] ?? 'Look at the indentation, quotes and brackets here and just before.',
    }))
    .filter(({ position }) => !seen.has(position.line) && seen.add(position.line))
    .slice(0, mostSyntaxFaults);
}

const messageFor: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'the file contains more than one document.',
};

const adviceFor: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  MULTIPLE_DOCS: 'Write one lab in a file, without a line of three hyphens in the middle.',
  TAG_RESOLVE_FAILED: 'Leave the tag (the word with the exclamation mark) out, or put the text in quotes.',
  BAD_SCALAR_START: 'Put the text in quotes.',
  MISSING_CHAR: 'Close what was opened: quotes, brackets or braces, or put a space behind the colon.',
};

/** The parser's message, without the piece of the file at its end, which may be a shared key. */
function inSentence(message: string): string {
  const words = printable(message)
    .replace(/(?<=\w): .*$/s, '')
    .replace(/"quote$/, 'double quote')
    .replace(/'quote$/, 'single quote')
    .slice(0, 200);
  return words.charAt(0).toLowerCase() + words.slice(1).replace(/([^.])$/, '$1.');
}
