import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { inTemporaryFolder } from '../base/files/temporary-files.ts';
import { withLock } from '../base/files/with-lock.ts';
import type { Supervision } from '../base/progress.ts';
import { projectFolder } from '../base/project-folder.ts';
import type { Engine } from '../engine/engine.ts';
import { readSourceFolder } from '../engine/images/source-folder.ts';
import { labels } from '../engine/ownership/labels.ts';
import { ensureBaseImage } from '../setup/images/base-image.ts';
import { buildProxies } from '../setup/images/build-proxies.ts';
import { nodeImageSources } from '../setup/images/node-image-sources.ts';
import { installedProgram } from './installed-program.ts';

/** What the label `role` says of it. `gc` does not know it: between two jobs no container has it. */
const runnerRole = 'runner-image';
const manifestSchema = z.object({ version: z.string() });

/** The name of the runner image for the version of this checkout. */
export async function runnerImageTag(): Promise<string> {
  const manifest = await readFile(new URL('package.json', projectFolder), 'utf8');
  return `switchover-runner:${manifestSchema.parse(JSON.parse(manifest)).version}`;
}

/**
 * Builds the runner image, the npm package in a container, on Debian 13. An image that had its name before is removed, unless
 * a container has it.
 *
 * @returns its tag
 * @throws SwitchoverError (environment) when there is no base image to build it on
 * @throws {ProcessOutput} of zx when npm fails
 */
export async function buildRunnerImage(engine: Engine, work: Supervision): Promise<string> {
  const tag = await runnerImageTag();
  const base = await nodeImageSources(undefined, 'trixie');
  await withLock('image', work, () => ensureBaseImage(engine, base, work));
  work.progress('Packing the program');
  const [program, sources] = await Promise.all([
    inTemporaryFolder('runner', (folder) => installedProgram(folder, work.signal)),
    readSourceFolder(fileURLToPath(new URL('images/runner', projectFolder))),
  ]);
  const before = await engine.images.find(tag);
  work.progress(`Building the image ${tag}`);
  await engine.images.build(
    {
      tag,
      context: new Map([...sources, ...program]),
      buildArguments: { BASE: base.baseTag, ...buildProxies() },
      labels: { [labels.role]: runnerRole },
    },
    work,
  );
  const after = await engine.images.find(tag);
  if (before && before.id !== after?.id) await engine.images.remove(before.id).catch(() => {});
  return tag;
}
