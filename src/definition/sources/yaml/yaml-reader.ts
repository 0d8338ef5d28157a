import { type Alias, type Document, isAlias, isMap, isScalar, isSeq } from 'yaml';
import { quote } from '../../../base/quote.ts';
import type { Path } from '../path.ts';
import type { Position } from '../position.ts';

/** A problem of the text of a YAML file. */
export interface YamlFault {
  readonly rule: string;
  readonly position: Position;
  readonly message: string;
  readonly advice: string;
}

/** The place of a character of the text. */
export type PositionAt = (offset: number) => Position;

/** A few aliases are useful to repeat a shared key. Many are an attempt to make the file explode. */
const mostAliases = 32;
const mostNodes = 50_000;

/** Turns a YAML document into plain data, and remembers where each piece was written. */
export class YamlReader {
  readonly faults: YamlFault[] = [];
  readonly #names = new Map<string, Position>();
  readonly #values = new Map<string, Position>();
  readonly #document: Document.Parsed;
  readonly #positionAt: PositionAt;
  readonly #beginning: Position;
  #aliases = 0;
  #nodes = 0;
  /** Where the document begins. */
  start: Position | undefined;
  /** False: the data differs from the file, so no further problems should be reported. */
  usable = true;

  constructor(document: Document.Parsed, positionAt: PositionAt, beginning: Position) {
    this.#document = document;
    this.#positionAt = positionAt;
    this.#beginning = beginning;
  }

  /** The plain data of a node of the document, with everything inside it. */
  read(node: unknown, path: Path, from?: Position): unknown {
    if (++this.#nodes > mostNodes) return this.#giveUp('too-many-aliases', node, 'Aliases repeat too much.');
    // A value that begins in a line below its name, or is empty, is reported at its name.
    const name =
      isMap(node) || isSeq(node) || isEmpty(node) ? this.#names.get(JSON.stringify(path)) : undefined;
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

  /** Where the name of a property is written. */
  nameAt(path: Path): Position | undefined {
    return this.#names.get(JSON.stringify(path));
  }

  /** Where the value is written, or otherwise the closest thing around it that has a place. */
  closest(path: Path): Position | undefined {
    const exact = this.#values.get(JSON.stringify(path));
    if (exact) return exact;
    for (let length = path.length - 1; length >= 0; length--) {
      const around = JSON.stringify(path.slice(0, length));
      const position = this.#names.get(around) ?? this.#values.get(around);
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
      } else if (name === '<<') {
        // Without the properties that it would bring, many others would be reported as missing.
        this.#giveUp('merge-key', key, 'The merge key << is not part of YAML 1.2, and not supported.', {
          advice: 'Write the properties out. An alias (*name) can repeat a whole value.',
        });
      } else if (Object.hasOwn(data, name)) {
        const advice = 'Keep one of them; a list has a hyphen before each of its items.';
        this.#report('duplicate-property', key, `The property ${quote(name)} is written twice here.`, advice);
      } else {
        if (position) this.#names.set(JSON.stringify([...path, name]), position);
        data[name] = this.read(value, [...path, name], from);
      }
    }
    return data;
  }

  /** Faults inside an alias are reported at the alias, not at its anchor. */
  #readAlias(alias: Alias, path: Path): unknown {
    if (++this.#aliases > mostAliases) {
      return this.#giveUp('too-many-aliases', alias, `The file uses more than ${mostAliases} aliases.`);
    }
    const target = alias.resolve(this.#document);
    if (target === undefined) {
      // The message does not quote the alias: it may be a shared key that begins with an asterisk.
      return this.#giveUp('yaml-syntax', alias, 'This alias has no anchor before it.');
    }
    return this.read(target, path, this.#positionOfNode(alias));
  }

  #giveUp(
    rule: string,
    node: unknown,
    message: string,
    { advice }: { readonly advice: string } = { advice: 'Write the value itself.' },
  ): null {
    if (this.usable) this.#report(rule, node, message, advice);
    this.usable = false;
    return null;
  }

  #report(rule: string, node: unknown, message: string, advice: string): void {
    const position = this.#positionOfNode(node) ?? this.start ?? this.#beginning;
    this.faults.push({ rule, position, message, advice });
  }

  #positionOfNode(node: unknown): Position | undefined {
    const hasRange = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
    return hasRange && node.range ? this.#positionAt(node.range[0]) : undefined;
  }
}

const isEmpty = (node: unknown) => isScalar(node) && node.value === null;
