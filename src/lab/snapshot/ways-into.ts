import type { Container } from '../../engine/containers/container.ts';
import { isNotFound } from '../../engine/engine-error.ts';
import type { InContainer, JointExec } from '../../engine/host/joint-exec.ts';

/** Ways to ask nodes through one helper. A node that has ended since its container was listed has none. */
export async function waysInto(
  containers: ReadonlyMap<string, Pick<Container, 'state'>>,
  joint: Pick<JointExec, 'in'>,
): Promise<ReadonlyMap<string, InContainer>> {
  const ways = await Promise.all(
    [...containers].map(async ([node, container]) => {
      const pid = await pidOf(container);
      return pid === 0 ? [] : [[node, joint.in(pid)] as const];
    }),
  );
  return new Map(ways.flat());
}

/** 0: it does not run any more. */
async function pidOf(container: Pick<Container, 'state'>): Promise<number> {
  try {
    return (await container.state()).pid;
  } catch (error) {
    if (isNotFound(error)) return 0;
    throw error;
  }
}
