import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** One import of one file of `src/`, `import type` included: it shows who must know whom. */
export interface Import {
  /** Path below `src/`. */
  readonly from: string;
  /** Path below `src/`, or the name of a package. */
  readonly to: string;
}

/** The first folder of a path below `src/`. */
export const roomOf = (path: string): string => path.split('/')[0] ?? path;

/** Every import in `src/`, those of the pages that run in a browser included. */
export function importsOfSource(): Import[] {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.([jt]s|tsx)$/.test(entry.name))
    .map((entry) => posix.join(entry.parentPath.slice(src.length), entry.name))
    .flatMap((path) => importsIn(path, readFileSync(join(src, path), 'utf8')));
}

/** @param path of the file, below `src/` */
export function importsIn(path: string, text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\b[^;]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm);
  return [...statements].flatMap(([, fromClause, dynamic]) => {
    const specifier = fromClause ?? dynamic ?? '';
    const to = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier;
    return [{ from: path, to }];
  });
}

/** The files of a circle of imports, in its order; nothing where there is none. */
export function circleIn(imports: readonly Import[]): string[] | undefined {
  const next = new Map<string, Import[]>();
  for (const one of imports) next.set(one.from, [...(next.get(one.from) ?? []), one]);
  const done = new Set<string>();
  const search = (file: string, path: readonly string[]): string[] | undefined => {
    const seenAt = path.indexOf(file);
    if (seenAt >= 0) return path.slice(seenAt);
    if (done.has(file)) return undefined;
    for (const { to } of next.get(file) ?? []) {
      const circle = search(to, [...path, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const circle = search(file, []);
    if (circle) return circle;
  }
  return undefined;
}
