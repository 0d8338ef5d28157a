import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { whyUnreadable } from '../base/files/why-unreadable.ts';
import { quote } from '../base/quote.ts';
import type { Definition, Device } from '../definition/definition.ts';
import { type OwnLines, ownPrograms } from '../definition/own-lines.ts';
import type { Finding } from '../definition/rules/rule.ts';
import {
  breachOf,
  ownLinesThatBreak,
  type PlacedOwnLines,
  placedOwnLines,
} from '../definition/rules/sites/own-lines.ts';
import { largestFile } from '../definition/sources/largest-file.ts';
import { isStandardInput, textAt } from './lab-file-text.ts';

/** A definition with the contents of its files, or what is wrong with them. */
export interface WithOwnFiles {
  readonly definition: Definition;
  readonly findings: readonly Finding[];
}

/**
 * Reads the files that stand in place of a device's configuration. Each has to be in the folder of the lab file or below,
 * so that a lab from somebody else reads nothing else of this machine.
 */
export async function withOwnFiles(definition: Definition, labFile: string): Promise<WithOwnFiles> {
  const folder = isStandardInput(labFile) || labFile.startsWith('/dev/') ? '.' : dirname(labFile);
  const findings: Finding[] = [];
  const contents = new Map<OwnLines, OwnLines>();
  for (const placed of placedOwnLines(definition)) {
    if (placed.own.file === undefined) continue;
    const { text, problem } = await contentOf(folder, placed.own.file);
    if (text === undefined) findings.push(unreadable(placed, problem));
    else {
      const own = { ...placed.own, content: text };
      contents.set(placed.own, own);
      findings.push(...breachOf({ ...placed, own }).map((breach) => ({ ...breach, ...ofTheRule })));
    }
  }
  const filled = (device: Device): Device => ({
    ...device,
    ...Object.fromEntries(
      ownPrograms.flatMap((program) => {
        const own = device[program];
        return own ? [[program, contents.get(own) ?? own] as const] : [];
      }),
    ),
  });
  if (contents.size === 0) return { definition, findings };
  const sites = definition.sites.map((site) => ({ ...site, devices: site.devices.map(filled) }));
  return { definition: { ...definition, sites }, findings };
}

type Content =
  | { readonly text: string; readonly problem?: never }
  | { readonly text?: never; readonly problem: string };

async function contentOf(folder: string, file: string): Promise<Content> {
  try {
    const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, file))]);
    const inside = relative(root, path);
    if (isAbsolute(file) || isAbsolute(inside) || inside.split('/')[0] === '..')
      return { problem: 'it is not in the folder of the lab file' };
    if ((await stat(path)).size > largestFile) return { problem: 'it has more than 1 MiB' };
    return { text: await textAt(path) };
  } catch (error) {
    return { problem: whyUnreadable(error) };
  }
}

const { name: rule, severity } = ownLinesThatBreak;
const ofTheRule = { rule, severity };

const unreadable = ({ own, path }: PlacedOwnLines, problem: string): Finding => ({
  ...ofTheRule,
  path: [...path, 'file'],
  message: `${quote(own.file ?? '')} cannot be read: ${problem}.`,
  advice: 'Name a file beside the lab file.',
});
