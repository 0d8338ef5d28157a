import type { Container } from '../engine/containers/container.ts';
import type { InContainer } from '../engine/host/joint-exec.ts';

/**
 * Prints what the kernel counted for the container: nanoseconds with cgroup v1 (cpuacct.usage), the line usage_usec with v2
 * (cpu.stat). The root of the machine's cgroups has no cgroup.events: where a container sees that one, its own is unknown.
 */
const printUsage = `
  cd /sys/fs/cgroup
  cat cpuacct/cpuacct.usage 2>/dev/null || { [ -e cgroup.events ] && grep usage_usec cpu.stat; }`;

/**
 * Seconds of one core that a container has used so far. The kernel is asked first, because the engine answers with its next
 * sample only, which it takes once a second (Docker 20.10).
 *
 * @param way to run a command in the container
 */
export async function processorSeconds(container: Container, way: InContainer): Promise<number> {
  const { stdout } = await way.exec(['sh', '-c', printUsage]);
  return parseUsage(stdout) ?? container.processorSeconds();
}

/** @returns seconds; undefined when the kernel did not say */
export function parseUsage(text: string): number | undefined {
  const [, unit, count] = /^(usage_usec )?(\d+)\n$/.exec(text) ?? [];
  if (count === undefined) return undefined;
  return Number(count) / (unit ? 1e6 : 1e9);
}
