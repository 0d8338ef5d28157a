import { EngineError } from '../engine-error.ts';
import type { Container } from './container.ts';
import type { OnLine } from './lines.ts';
import type { Subscription } from './streams.ts';

/** The failure was never seen twice in a row. After three attempts it has another reason. */
const attempts = 3;

/**
 * Creates a container and follows its output from before its start on.
 *
 * Podman 4.3 mounts a container's disk to write files into it, and again to follow it. In between it may lose count:
 * then it takes the disk for mounted, does not find it, and the container cannot be used. Seen once in about 500
 * containers, on a busy machine. A new container works.
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
