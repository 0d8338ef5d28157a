import { posix } from 'node:path';
import { notYet, ready, until } from '../../base/until.ts';
import { EngineError } from '../engine-error.ts';
import { type Files, packFiles, unpackFiles } from './archive.ts';
import type { ContainerHandle } from './container-handle.ts';

export async function writeFiles({ requests, docker, name }: ContainerHandle, files: Files): Promise<void> {
  if (files.size === 0) return;
  const archive = await packFiles(files);
  await requests.make(`write ${files.size} files into ${name}`, 'transfer', (abortSignal) =>
    docker.putArchive(archive, { path: '/', abortSignal }),
  );
}

export async function readFile(container: ContainerHandle, path: string): Promise<Buffer> {
  const content = (await archiveOf(container, path)).get(posix.basename(path));
  if (content !== undefined) return content;
  throw new EngineError(`read ${path} of ${container.name}`, new Error('it is not a regular file'));
}

export async function readDirectory(container: ContainerHandle, path: string): Promise<Map<string, Buffer>> {
  const files = await archiveOf(container, path);
  // The names in the archive begin with the directory's own.
  const prefix = `${posix.basename(path)}/`;
  return new Map([...files].map(([name, content]) => [name.slice(prefix.length), content]));
}

function archiveOf({ requests, docker, name }: ContainerHandle, path: string): Promise<Map<string, Buffer>> {
  return requests.make(`read ${path} of ${name}`, 'transfer', (abortSignal) => {
    const look = async () => {
      const files = await unpackFiles(await docker.getArchive({ path, abortSignal }));
      return files ? ready(files) : notYet('the engine sends an empty archive');
    };
    // Podman 4.3 sends one as a success while it cleans up after a container that has just ended (seen once in five
    // times, on a busy machine).
    return until(`Reading ${path} of ${name}`, look, {
      kind: 'environment',
      timeoutMs: requests.limits.question,
      intervalMs: 50,
    });
  });
}
