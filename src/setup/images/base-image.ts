import { join } from 'node:path';
import { ProcessOutput } from 'zx';
import { bootstrap, type DebianArchitecture } from '../../../images/base/bootstrap.ts';
import { commandLine } from '../../base/command-line.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { inTemporaryFolder } from '../../base/files/temporary-files.ts';
import type { Progress, Supervision } from '../../base/progress.ts';
import type { Engine } from '../../engine/engine.ts';
import { EngineError } from '../../engine/engine-error.ts';
import { labels } from '../../engine/ownership/labels.ts';
import { aptInstall } from '../engine/apt.ts';
import { hasCommand, isDebian, isRoot, type System, thisSystem } from '../engine/system.ts';
import { lastWords } from '../shell.ts';
import { debianArchitecture } from './debian-architecture.ts';
import type { DebianRelease } from './debian-release.ts';
import { imageRoles, type NodeImageSources } from './node-image-sources.ts';

const baseLabels = { [labels.role]: imageRoles.base };

/** Why the base image has to be made from packages. */
interface Refusal {
  readonly registryImage: string;
  readonly refusal: string;
}

/**
 * Brings the base image to the engine under the given tag: Debian's own image from a registry, or the same made from
 * Debian's packages where no registry answers.
 *
 * @throws SwitchoverError (environment) when neither is possible
 */
export async function ensureBaseImage(
  engine: Engine,
  { baseTag, release }: Pick<NodeImageSources, 'baseTag' | 'release'>,
  work: Supervision,
  system: System = thisSystem(),
): Promise<void> {
  if (await engine.images.find(baseTag)) return;
  const registryImage = `debian:${release}-slim`;
  const refusal = await pullRefusal(engine, registryImage, work);
  if (refusal === undefined) {
    await labelAsBase(engine, registryImage, baseTag, work);
    return;
  }
  work.progress(
    `No registry has ${registryImage} (${refusal}): making it from Debian's packages, which takes about a minute`,
  );
  await bootstrapInto(engine, { tag: baseTag, release, why: { registryImage, refusal } }, work, system);
}

/** Undefined when the engine has the registry's image, maybe since now; otherwise why it cannot be fetched. */
async function pullRefusal(
  engine: Engine,
  registryImage: string,
  work: Supervision,
): Promise<string | undefined> {
  if (await engine.images.find(registryImage)) return undefined;
  work.progress(`Fetching ${registryImage}`);
  try {
    await engine.images.pull(registryImage, work);
    return undefined;
  } catch (error) {
    work.signal?.throwIfAborted();
    if (error instanceof EngineError) return error.message;
    throw error;
  }
}

/** The registry's image stays as it is. Only what has a label of ours may be removed by `gc` later. */
async function labelAsBase(
  engine: Engine,
  registryImage: string,
  tag: string,
  work: Supervision,
): Promise<void> {
  const dockerfile = { content: `FROM ${registryImage}\n` };
  const request = {
    tag,
    context: new Map([['Dockerfile', dockerfile]]),
    buildArguments: {},
    labels: baseLabels,
  };
  await engine.images.build(request, work);
}

async function bootstrapInto(
  engine: Engine,
  { tag, release, why }: { readonly tag: string; readonly release: DebianRelease; readonly why: Refusal },
  work: Supervision,
  system: System,
): Promise<void> {
  const architecture = await bootstrapArchitecture(engine, why, system);
  await ensureMmdebstrap(why, work.progress, system);
  await inTemporaryFolder('base', async (folder) => {
    const archive = join(folder, 'rootfs.tar');
    try {
      await bootstrap(archive, { release, architecture, signal: work.signal });
    } catch (error) {
      work.signal?.throwIfAborted();
      if (!(error instanceof ProcessOutput)) throw error;
      const words = lastWords(error.stderr || error.message);
      throw noBase(
        why,
        "making it from Debian's packages failed",
        ` mmdebstrap's last words:
${words}`,
      );
    }
    await engine.images.importRootFileSystem(archive, tag, baseLabels, work);
  });
}

/** Only a machine of the same architecture can install packages. */
async function bootstrapArchitecture(
  engine: Engine,
  why: Refusal,
  system: System,
): Promise<DebianArchitecture> {
  const { architecture } = await engine.info();
  const wanted = debianArchitecture(architecture);
  if (wanted !== undefined && wanted === debianArchitecture(system.architecture)) return wanted;
  throw noBase(why, `this machine (${system.architecture}) cannot make one for the engine's ${architecture}`);
}

async function ensureMmdebstrap(why: Refusal, progress: Progress, system: System): Promise<void> {
  if (hasCommand(system, 'mmdebstrap')) return;
  if (!isDebian(system)) throw noBase(why, 'this system has no mmdebstrap, which could make one');
  if (!isRoot(system)) throw noBase(why, 'mmdebstrap, which could make one, can only be installed by root');
  await aptInstall(['mmdebstrap', 'debian-archive-keyring'], progress);
}

function noBase({ registryImage, refusal }: Refusal, reason: string, words = ''): SwitchoverError {
  return new SwitchoverError(
    'environment',
    `The lab's image needs ${registryImage} to be built on. ${refusal}; and ${reason}. Make a registry reachable for ` +
      `the engine (a mirror in its daemon.json, or a proxy), or bring the finished image there: ${commandLine('image save FILE')} on ` +
      `a machine that can build it, ${commandLine('image load FILE')} here.${words}`,
  );
}
