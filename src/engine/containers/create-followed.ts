import { EngineError } from '../engine-error.ts';
import type { Container } from './container.ts';
import type { OnLine } from './lines.ts';
import type { Subscription } from './streams.ts';

/** Seen at most once for a container; a disk that cannot be mounted three times in a row has another reason. */
const attempts = 3;

/**
 * Creates a container and follows its output from before its start on.
 *
 * Podman 4.3 mounts a container's disk for the files that are written into it, and again to follow it, and may lose
 * count in between: then it takes the disk for mounted for ever, and does not find it. Seen once in some 500 containers,
 * on a busy machine. Such a container is of no use, but another one in its place is.
 *
 * @throws EngineError
 */
export async function createFollowed<Created extends Pick<Container, 'follow' | 'remove'>>(
  create: () => Promise<Created>,
  onLine: OnLine,
): Promise<{ readonly container: Created; readonly following: Subscription }> {
  for (let attempt = 1; ; attempt++) {
    const container = await create();
    try {
      return { container, following: await container.follow(onLine) };
    } catch (error) {
      if (attempt === attempts || !isLostDisk(error)) throw error;
      await container.remove();
    }
  }
}

function isLostDisk(error: unknown): boolean {
  return error instanceof EngineError && /mounting storage .*: no such file or directory/.test(error.message);
}
