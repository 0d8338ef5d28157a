import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A file of the page: script, style or picture. */
export interface PageFile {
  readonly type: string;
  readonly content: Uint8Array;
}

/** What the page consists of. */
export interface PageFiles {
  /** By their names, which change with the content. */
  readonly files: ReadonlyMap<string, PageFile>;
  /** The names of what a page loads at first. */
  readonly entries: Readonly<Record<PageEntry, { readonly script: string; readonly style: string }>>;
}

export const pageEntries = ['main', 'trainer'] as const;
export type PageEntry = (typeof pageEntries)[number];

/** Compressions that browsers know, the best one first. */
const encodings = {
  br: (content: Uint8Array) =>
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (content: Uint8Array) => promisify(gzip)(content, { level: 9 }),
} as const;

export type Encoding = keyof typeof encodings;

/** Files, each compressed at most once, when it is asked for first. */
export class ServedFiles {
  readonly #files: ReadonlyMap<string, PageFile>;
  readonly #compressed = new Map<string, Promise<Uint8Array>>();

  constructor(files: ReadonlyMap<string, PageFile>) {
    this.#files = files;
  }

  /**
   * A file by its exact name: there is no path that could lead elsewhere.
   *
   * @param accepted the header Accept-Encoding
   */
  async find(
    name: string,
    accepted: string,
  ): Promise<(PageFile & { readonly encoding: Encoding | undefined }) | undefined> {
    const file = this.#files.get(name);
    if (!file) return undefined;
    const encoding = encodingIn(accepted);
    if (encoding === undefined) return { ...file, encoding };
    const key = `${encoding} ${name}`;
    const content = this.#compressed.get(key) ?? encodings[encoding](file.content);
    this.#compressed.set(key, content);
    return { ...file, content: await content, encoding };
  }
}

function encodingIn(accepted: string): Encoding | undefined {
  const words = accepted.split(',').map((word) => word.trim().toLowerCase());
  return words.includes('br') ? 'br' : words.includes('gzip') ? 'gzip' : undefined;
}

/** A name that changes with the content, so that a browser may keep the file for ever. */
export function hashedName(name: string, content: Uint8Array): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return name.replace(/(\.\w+)$/, `-${hash}$1`);
}
