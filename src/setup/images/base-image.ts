import { join } from 'node:path';
import { ProcessOutput } from 'zx';
import { bootstrap, type DebianArchitecture } from '../../../images/base/bootstrap.ts';
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
import { imageRoles } from './node-image-sources.ts';

/** The node image is built on this where a registry answers. */
const registryImage = 'debian:bookworm-slim';
const baseLabels = { [labels.role]: imageRoles.base };

/**
 * Brings the base image to the engine under the given tag: Debian's own image from a registry, or the same made from
 * Debian's packages where no registry answers.
 *
 * @throws SwitchoverError (environment) when neither is possible
 */
export async function ensureBaseImage(
  engine: Engine,
  tag: string,
  work: Supervision,
  system: System = thisSystem(),
): Promise<void> {
  if (await engine.images.find(tag)) return;
  const refusal = await pullRefusal(engine, work);
  if (refusal === undefined) {
    await labelAsBase(engine, tag, work);
    return;
  }
  work.progress(
    `No registry has ${registryImage} (${refusal}): making it from Debian's packages, which takes about a minute`,
  );
  await bootstrapInto(engine, tag, refusal, work, system);
}

/** Undefined when the engine has the registry's image, maybe since now; otherwise why it cannot be fetched. */
async function pullRefusal(engine: Engine, work: Supervision): Promise<string | undefined> {
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
async function labelAsBase(engine: Engine, tag: string, work: Supervision): Promise<void> {
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
  tag: string,
  refusal: string,
  work: Supervision,
  system: System,
): Promise<void> {
  const architecture = await bootstrapArchitecture(engine, refusal, system);
  await ensureMmdebstrap(refusal, work.progress, system);
  await inTemporaryFolder('base', async (folder) => {
    const archive = join(folder, 'rootfs.tar');
    try {
      await bootstrap(archive, architecture, work.signal);
    } catch (error) {
      work.signal?.throwIfAborted();
      if (!(error instanceof ProcessOutput)) throw error;
      const words = lastWords(error.stderr || error.message);
      throw noBase(
        refusal,
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
  refusal: string,
  system: System,
): Promise<DebianArchitecture> {
  const { architecture } = await engine.info();
  const wanted = debianArchitecture(architecture);
  if (wanted !== undefined && wanted === debianArchitecture(system.architecture)) return wanted;
  throw noBase(
    refusal,
    `this machine (${system.architecture}) cannot make one for the engine's ${architecture}`,
  );
}

async function ensureMmdebstrap(refusal: string, progress: Progress, system: System): Promise<void> {
  if (hasCommand(system, 'mmdebstrap')) return;
  if (!isDebian(system)) throw noBase(refusal, 'this system has no mmdebstrap, which could make one');
  if (!isRoot(system))
    throw noBase(refusal, 'mmdebstrap, which could make one, can only be installed by root');
  await aptInstall(['mmdebstrap', 'debian-archive-keyring'], progress);
}

function noBase(refusal: string, reason: string, words = ''): SwitchoverError {
  return new SwitchoverError(
    'environment',
    `The lab's image needs ${registryImage} to be built on. ${refusal}; and ${reason}. Make a registry reachable for ` +
      `the engine (a mirror in its daemon.json, or a proxy), or bring the image there: "docker save ${registryImage}" on ` +
      `a machine that has it, "docker load" here.${words}`,
  );
}
