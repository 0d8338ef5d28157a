import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { execa } from 'execa';
import { temporaryFolder } from '../../temporary-folder.ts';

/** Runs a script of a node here, in which other programs stand in for those of the node. */
export interface StandIns {
  /** In place of /run. */
  readonly folder: string;
  readonly run: (script: string) => Promise<void>;
}

/** @param programs their lines, by name; `FOLDER` stands for the folder */
export async function standIns(
  t: ExecutionContext,
  programs: Readonly<Record<string, string>>,
): Promise<StandIns> {
  const folder = await temporaryFolder(t);
  for (const [name, lines] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${lines.replaceAll('FOLDER', folder)}\n`);
    await chmod(join(folder, name), 0o755);
  }
  const env = { PATH: `${folder}:${process.env.PATH}` };
  return {
    folder,
    async run(script) {
      const here = script.replaceAll('/run/', `${folder}/`).replaceAll('/etc/switchover/', `${folder}/`);
      await execa('sh', ['-euc', here], { env });
    },
  };
}
