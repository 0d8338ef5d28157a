import type { Engine } from '../../src/engine/engine.ts';
import { type HelperRequest, runHelper } from '../../src/engine/host/helper.ts';
import { labels } from '../../src/engine/ownership/labels.ts';

/** A line for each process: its PID namespace, and its PSS in KiB. One that ends meanwhile has none. */
const pssOfAll = `
  for process in /proc/[0-9]*; do
    namespace=$(readlink "$process/ns/pid") && pss=$(grep '^Pss:' "$process/smaps_rollup") && echo "$namespace $pss"
  done 2>/dev/null
  true`;

/**
 * Memory of each node in MiB: the proportional set size (PSS) of all processes in its PID namespace. A page that n
 * processes of the machine share counts as 1/n. A helper container with the PID namespace of the host measures it,
 * because root in the node may not read this of daemons with other users.
 */
export async function memoryOf(engine: Engine, image: string, lab: string): Promise<Map<string, number>> {
  const containers = await engine.containers({ [labels.run]: lab });
  const nodes = containers.flatMap((container) => {
    const name = container.labels[labels.node];
    return name === undefined ? [] : [{ name, container: engine.container(container) }];
  });
  if (nodes.length === 0) throw new Error(`${lab} has no nodes.`);
  const pids = await Promise.all(nodes.map(({ container }) => container.pid()));
  const request: HelperRequest = {
    purpose: 'memory',
    image,
    capabilities: ['SYS_PTRACE'],
    pidNamespace: 'host',
    confinement: 'none',
  };
  const namespaces = pids.map((pid) => `readlink /proc/${pid}/ns/pid`);
  const stdout = await runHelper(engine, request, [...namespaces, 'echo', pssOfAll].join('\n'));
  const [ofNodes = '', ofProcesses = ''] = stdout.split('\n\n', 2);
  const used = new Map<string, number>();
  for (const [, namespace = '', kibibytes] of ofProcesses.matchAll(/^(\S+) Pss:\s+(\d+) kB$/gm)) {
    used.set(namespace, (used.get(namespace) ?? 0) + Number(kibibytes) / 1024);
  }
  const byNode = ofNodes.split('\n').map((namespace) => used.get(namespace) ?? Number.NaN);
  return new Map(nodes.map(({ name }, index) => [name, byNode[index] ?? Number.NaN]));
}
