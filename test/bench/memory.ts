import type { Engine } from '../../src/engine/engine.ts';
import { type HelperRequest, runHelper } from '../../src/engine/host/helper.ts';
import { labels } from '../../src/engine/ownership/labels.ts';

/**
 * Memory of a node of a lab that is up, in MiB: the proportional set size of all processes in its PID namespace, in
 * which a page that n processes of the machine share counts as 1/n. Asked from a helper container that sees all processes
 * of the engine's host, because a node's own root may not look into the daemons of its other users.
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
  const { stdout } = await runHelper(engine, request, script);
  const kibibytes = [...stdout.matchAll(/^Pss:\s+(\d+) kB$/gm)].map(([, size]) => Number(size));
  return kibibytes.reduce((sum, size) => sum + size, 0) / 1024;
}
