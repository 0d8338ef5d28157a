import type { Workbench } from './workbench.ts';

/**
 * Why nothing can be done to a daemon just now; undefined while it runs.
 *
 * @param program its name in the kernel
 */
export async function notRunning(
  bench: Workbench,
  node: string,
  program: string,
): Promise<string | undefined> {
  const shown = await bench.run(node, `pgrep -x ${program} || true`);
  return shown.trim() !== '' ? undefined : `${program} of ${node} does not run, so nothing can happen to it.`;
}
