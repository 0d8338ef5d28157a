import type { Engine } from '../../src/engine/engine.ts';
import { type HelperRequest, runHelper } from '../../src/engine/host/helper.ts';
import { labels } from '../../src/engine/ownership/labels.ts';

/**
 * Memory of a node in MiB: the proportional set size (PSS) of all processes in its PID namespace. A page that n
 * processes of the machine share counts as 1/n. A helper container with the PID namespace of the host measures it,
 * because root in the node may not read this of daemons with other users.
 */
export async function memoryOf(engine: Engine, image: string, lab: string, node: string): Promise<number> {
  const [summary] = await engine.containers({ [labels.run]: lab, [labels.node]: node });
  if (!summary) throw new Error(`${lab} has no ${node}.`);
  const pid = await engine.container(summary).pid();
  const script = `
    namespace=$(readlink /proc/${pid}/ns/pid)
    for process in /proc/[0-9]*; do
      [ "$(readlink "$process/ns/pid")" = "$namespace" ] || continue
      grep '^Pss:' "$process/smaps_rollup"
    done`;
  const request: HelperRequest = {
    purpose: 'memory',
    image,
    capabilities: ['SYS_PTRACE'],
    pidNamespace: 'host',
    confinement: 'none',
  };
  const stdout = await runHelper(engine, request, script);
  const kibibytes = [...stdout.matchAll(/^Pss:\s+(\d+) kB$/gm)].map(([, size]) => Number(size));
  return kibibytes.reduce((sum, size) => sum + size, 0) / 1024;
}
