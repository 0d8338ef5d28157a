import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { printable, quote } from '../../base/quote.ts';
import type { Path } from './path.ts';
import { exceededLimit } from './yaml-limits.ts';

/** A YAML file as plain data that remembers where each piece of it was written. */
export interface YamlSource {
  readonly data: unknown;
  readonly faults: readonly YamlFault[];
  /** False if the data is not what the file says, so that nothing else should be said about it. */
  readonly usable: boolean;
  /** Where a value is written; that of the closest thing around it if it is not there. */
  readonly positionOf: (path: Path) => Position;
  /** Where the name of a property is written. */
  readonly positionOfKey: (path: Path) => Position;
}

export interface YamlFault {
  readonly rule: string;
  readonly position: Position;
  readonly message: string;
  readonly advice: string;
}

/** Both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const mostFaults = 20;
const mostSyntaxFaults = 5;

/** Reads YAML 1.2. Never throws: whatever is wrong with the text is among the faults. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const exceeded = exceededLimit(text);
  if (exceeded) {
    const { rule, offset, message } = exceeded;
    const before = text.slice(0, offset).split('\n');
    const position = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
    return unusable([{ rule, position, message, advice: 'Check that this is the file that you meant.' }]);
  }

  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // Found by the reader below, which needs less time for it and knows the property's name.
    uniqueKeys: false,
    logLevel: 'error',
    resolveKnownTags: false,
  });
  const faults = syntaxFaults([...document.errors, ...document.warnings], positionAt);
  if (faults.length > 0) return unusable(faults);
  const reader = new Reader(document, positionAt);
  const data = reader.read(document.contents, []);
  const start = reader.start ?? { line: 1, column: 1 };
  return {
    data,
    faults: reader.faults.slice(0, mostFaults),
    usable: reader.usable,
    positionOf: (path) => reader.closest(path) ?? start,
    positionOfKey: (path) => reader.keys.get(JSON.stringify(path)) ?? reader.closest(path) ?? start,
  };
}

/** One fault a line: what else the parser says about it comes from the first. A tab spoils the lines after it, too. */
function syntaxFaults(errors: readonly YAMLError[], positionAt: (offset: number) => Position): YamlFault[] {
  const tabs = errors.filter((error) => error.code === 'TAB_AS_INDENT');
  const seen = new Set<number>();
  return (tabs.length > 0 ? tabs : errors)
    .map(({ code, message, pos }) => ({
      rule: 'yaml-syntax',
      position: positionAt(pos[0]),
      message: `This is not proper YAML: ${messageFor[code] ?? inSentence(message)}`,
      advice: adviceFor[code] ?? 'Look at the indentation, quotes and brackets here and just before.',
    }))
    .filter(({ position }) => !seen.has(position.line) && seen.add(position.line))
    .slice(0, mostSyntaxFaults);
}

const messageFor: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'the file holds more than one document.',
};

const adviceFor: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  MULTIPLE_DOCS: 'Write one lab in a file, without a line of three hyphens in the middle.',
  TAG_RESOLVE_FAILED: 'Leave the tag (the word with the exclamation mark) out, or put the text in quotes.',
  BAD_SCALAR_START: 'Put the text in quotes.',
  MISSING_CHAR: 'Close what was opened: quotes, brackets or braces, or put a space behind the colon.',
};

function unusable(faults: readonly YamlFault[]): YamlSource {
  const start = { line: 1, column: 1 };
  return { data: undefined, faults, usable: false, positionOf: () => start, positionOfKey: () => start };
}

const isEmpty = (node: unknown) => isScalar(node) && node.value === null;

/** The parser's own words, without the piece of the file that some of them end with: it may be a shared key. */
function inSentence(message: string): string {
  const words = printable(message)
    .replace(/(?<=\w): .*$/s, '')
    .replace(/"quote$/, 'double quote')
    .replace(/'quote$/, 'single quote')
    .slice(0, 200);
  return words.charAt(0).toLowerCase() + words.slice(1).replace(/([^.])$/, '$1.');
}

/** Repeating a shared key or two is what aliases are good for; more is an attempt to blow the file up. */
const mostAliases = 32;
const mostNodes = 50_000;

class Reader {
  readonly faults: YamlFault[] = [];
  readonly keys = new Map<string, Position>();
  readonly #values = new Map<string, Position>();
  readonly #document: Document.Parsed;
  readonly #positionAt: (offset: number) => Position;
  #aliases = 0;
  #nodes = 0;
  start: Position | undefined;
  usable = true;

  constructor(document: Document.Parsed, positionAt: (offset: number) => Position) {
    this.#document = document;
    this.#positionAt = positionAt;
  }

  /** Plain data for a node of the document, and for all that is in it. */
  read(node: unknown, path: Path, from?: Position): unknown {
    if (++this.#nodes > mostNodes) return this.#giveUp('too-many-aliases', node, 'Aliases repeat too much.');
    // Whatever begins in a line below its name, or has nothing to point to, is pointed to by its name.
    const name =
      isMap(node) || isSeq(node) || isEmpty(node) ? this.keys.get(JSON.stringify(path)) : undefined;
    const position = from ?? name ?? this.#positionOfNode(node);
    if (position) {
      this.start ??= position;
      this.#values.set(JSON.stringify(path), position);
    }
    if (isAlias(node)) return this.#readAlias(node, path);
    if (isMap(node)) return this.#readProperties(node.items, path, from);
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index], from));
    if (!isScalar(node)) return null;
    const { value } = node;
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return isPlain || value === null ? value : String(value);
  }

  /** Where the value is written, or else the closest thing around it that has a place. */
  closest(path: Path): Position | undefined {
    const exact = this.#values.get(JSON.stringify(path));
    if (exact) return exact;
    for (let length = path.length - 1; length >= 0; length--) {
      const around = JSON.stringify(path.slice(0, length));
      const position = this.keys.get(around) ?? this.#values.get(around);
      if (position) return position;
    }
    return undefined;
  }

  #readProperties(items: readonly { key: unknown; value: unknown }[], path: Path, from?: Position) {
    const data: Record<string, unknown> = {};
    for (const { key, value } of items) {
      const name = isScalar(key) ? String(key.value) : undefined;
      const position = from ?? this.#positionOfNode(key);
      if (name === undefined || name === '__proto__') {
        this.#report(
          'invalid-property-name',
          key,
          'This cannot be the name of a property.',
          'Write a plain word.',
        );
      } else if (Object.hasOwn(data, name)) {
        const advice = 'Keep one of them; a list has a hyphen before each of its items.';
        this.#report('duplicate-property', key, `The property ${quote(name)} is written twice here.`, advice);
      } else {
        if (position) this.keys.set(JSON.stringify([...path, name]), position);
        data[name] = this.read(value, [...path, name], from);
      }
    }
    return data;
  }

  /** What is wrong inside of an alias is wrong where the alias stands, not where its anchor does. */
  #readAlias(alias: Alias, path: Path): unknown {
    if (++this.#aliases > mostAliases) {
      return this.#giveUp('too-many-aliases', alias, `The file uses more than ${mostAliases} aliases.`);
    }
    const target = alias.resolve(this.#document);
    if (target === undefined) {
      // Without its name: a shared key may begin with an asterisk, too.
      return this.#giveUp('yaml-syntax', alias, 'There is no anchor for this alias before its use.');
    }
    return this.read(target, path, this.#positionOfNode(alias));
  }

  #giveUp(rule: string, node: unknown, message: string): null {
    if (this.usable) this.#report(rule, node, message, 'Write the value itself.');
    this.usable = false;
    return null;
  }

  #report(rule: string, node: unknown, message: string, advice: string): void {
    const position = this.#positionOfNode(node) ?? this.start ?? { line: 1, column: 1 };
    this.faults.push({ rule, position, message, advice });
  }

  #positionOfNode(node: unknown): Position | undefined {
    const hasRange = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
    return hasRange && node.range ? this.#positionAt(node.range[0]) : undefined;
  }
}
