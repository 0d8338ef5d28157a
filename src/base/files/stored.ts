import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type ErrorFields, type ErrorKind, SwitchoverError } from '../errors/switchover-error.ts';
import { reasonsOf, reasonsText } from '../plain-reasons.ts';
import { isMissing, whyUnreadable } from './why-unreadable.ts';

interface FormatSettings<Schema, Name extends string, Version extends number> {
  /** One word: `result` gives `switchover-result/8`. */
  readonly name: Name;
  /** Counted up when an older program could not read the file, or a newer program not the older file. */
  readonly version: Version;
  /** Of the value alone, without `format`. What it does not mention is neither written nor read. */
  readonly schema: Schema;
  /** A sentence for a person who has a file of another version: what to do now. */
  readonly otherVersion: string;
  /** Kind of the errors of {@link StoredFormat.read}: `wrong-input` unless the file is not the user's input. */
  readonly kind?: ErrorKind;
  /** In one line, for files that are large and that people do not read. */
  readonly compact?: boolean;
}

/** How a value is kept in a JSON file that a later run, or another version of the program, may read back. */
export class StoredFormat<
  Schema extends z.ZodType<object, object>,
  Name extends string = string,
  Version extends number = number,
> {
  /** What stands in the file as `format`. */
  readonly format: `switchover-${Name}/${Version}`;
  readonly #settings: FormatSettings<Schema, Name, Version>;

  constructor(settings: FormatSettings<Schema, Name, Version>) {
    this.format = `switchover-${settings.name}/${settings.version}`;
    this.#settings = settings;
  }

  /** Of the value alone, without `format`. */
  get schema(): Schema {
    return this.#settings.schema;
  }

  /** @throws {z.ZodError} for a value that the schema does not allow: a bug, found before it is in a file */
  write(value: z.output<Schema>): string {
    const { schema, compact } = this.#settings;
    const content = { format: this.format, ...z.encode(schema, value) };
    return `${JSON.stringify(content, null, compact ? 0 : 2)}\n`;
  }

  /**
   * @param path where the text is from, for the message
   * @throws SwitchoverError that names the file, and what is wrong with it: not JSON, of another format or version, or of
   * another shape
   */
  read(text: string, path: string): z.output<Schema> {
    const { format, ...content } = this.#objectIn(text, path);
    if (format !== this.format) throw this.#otherFormat(format, path);
    const { data, error } = this.#settings.schema.safeParse(content, { reportInput: true });
    if (error === undefined) return data;
    const problems = reasonsOf(error);
    const message = `${path} is damaged, or was changed by hand: ${reasonsText(problems)}.`;
    throw this.#refusal(message, { path, problems });
  }

  /**
   * Reads a file of this format.
   *
   * @throws SwitchoverError as {@link read} does, and when there is no such file or it cannot be read
   */
  async readFile(path: string): Promise<z.output<Schema>> {
    return this.read(await this.#textOf(path), path);
  }

  /** The value, or nothing for a text that {@link read} refuses: for caches, and for folders where other files lie. */
  readIfFits(text: string): z.output<Schema> | undefined {
    try {
      return this.read(text, '');
    } catch (error) {
      if (error instanceof SwitchoverError) return undefined;
      throw error;
    }
  }

  async #textOf(path: string): Promise<string> {
    try {
      return await readFile(path, 'utf8');
    } catch (cause) {
      const message = isMissing(cause)
        ? `There is no file ${path}.`
        : `${path} cannot be read: ${whyUnreadable(cause)}.`;
      throw this.#refusal(message, { path, cause });
    }
  }

  #objectIn(text: string, path: string): { readonly format?: unknown } {
    const content = this.#parse(text, path);
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
    throw this.#otherFormat(undefined, path);
  }

  #parse(text: string, path: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      const why = text.trim() === '' ? 'it is empty' : 'it is not complete JSON';
      throw this.#refusal(`${path} cannot be read: ${why}.`, { path, needed: this.format, cause: error });
    }
  }

  #otherFormat(format: unknown, path: string): SwitchoverError {
    const needed = this.format;
    if (typeof format !== 'string' || !/^switchover-[a-z-]+\/\d+$/.test(format)) {
      return this.#refusal(`${path} is not a file of the format ${needed}.`, { path, needed });
    }
    const fields = { path, found: format, needed };
    const [name, version] = format.split('/');
    if (name !== needed.split('/')[0]) return this.#refusal(`${path} is ${format}, not ${needed}.`, fields);
    const age = Number(version) < this.#settings.version ? 'an older' : 'a newer';
    return this.#refusal(
      `${path} was written by ${age} version of switchover: it is ${format}, and this version reads ${needed}. ${this.#settings.otherVersion}`,
      fields,
    );
  }

  #refusal(message: string, fields: ErrorFields & { readonly cause?: unknown }): SwitchoverError {
    return new SwitchoverError(this.#settings.kind ?? 'wrong-input', message, fields);
  }
}
