import { extname } from 'node:path';
import type { PageEntry, PageFile, PageFiles } from './files.ts';

/** The page that some files make. @throws Error when one is missing that a page loads at first */
export function pageOf(files: ReadonlyMap<string, PageFile>): PageFiles {
  const named = (pattern: RegExp) => {
    const name = [...files.keys()].find((one) => pattern.test(one));
    if (name === undefined) throw new Error(`The page of the workshop has no file ${pattern}.`);
    return name;
  };
  const entry = (name: PageEntry, style: string) => ({
    script: named(new RegExp(`^${name}-\\w+\\.js$`)),
    style: named(new RegExp(`^${style}-\\w+\\.css$`)),
  });
  return { files, entries: { main: entry('main', 'page'), trainer: entry('trainer', 'trainer') } };
}

export function pageFile(name: string, content: Uint8Array): PageFile {
  const type = types[extname(name)];
  if (type === undefined) throw new Error(`The page of the workshop has a file of unknown kind: ${name}.`);
  return { type, content };
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
