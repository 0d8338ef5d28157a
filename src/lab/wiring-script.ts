import { interfaceName } from '../topology/node-name.ts';
import type { Topology, TopologyNode } from '../topology/topology.ts';

/** PID of each node's first process on the engine's host, by which its network namespace is reached. */
export type Pids = ReadonlyMap<string, number>;

/** The script that makes every bridge and every wire of a lab; nothing of it touches the host's own namespace. */
export function wiringScript(topology: Topology, pids: Pids): string {
  return script(
    topology.nodes
      .filter((node) => node.bridges.length > 0)
      .map((router) => ({
        pid: pidOf(pids, router.name),
        commands: [
          ...router.bridges.flatMap(({ name }) => [
            `link add ${name} type bridge mcast_snooping 0`,
            `link set ${name} up`,
          ]),
          ...topology.nodes.flatMap((node) => wires(node, router.name, topology, pids)),
        ],
      })),
  );
}

/**
 * The script that wires one node to bridges that exist already. The wires of the node in whose place it comes may
 * still be there: a dead node's TCP connections keep its namespace for a while.
 */
export function rewiringScript(node: TopologyNode, topology: Topology, pids: Pids): string {
  const routers = new Set(node.interfaces.map(({ attachedTo }) => attachedTo.node));
  return [...routers]
    .flatMap((router) => {
      const pid = pidOf(pids, router);
      const port = portName(node, topology);
      return [
        `if nsenter -t ${pid} -n ip link show ${port} >/dev/null 2>&1; then`,
        `  nsenter -t ${pid} -n ip link delete ${port}`,
        'fi',
        script([{ pid, commands: wires(node, router, topology, pids) }]),
      ];
    })
    .join('\n');
}

/** A veth pair is made inside the router's namespace, one end as a port of the bridge, the other in the node's. */
function wires(node: TopologyNode, router: string, topology: Topology, pids: Pids): string[] {
  return node.interfaces
    .filter(({ attachedTo }) => attachedTo.node === router)
    .map(({ name, attachedTo }) => {
      return `link add name ${portName(node, topology)} up master ${attachedTo.bridge} type veth peer name ${name} netns ${pidOf(pids, node.name)}`;
    });
}

const portName = (node: TopologyNode, topology: Topology): string =>
  interfaceName(node.name, topology.nodes.indexOf(node));

function pidOf(pids: Pids, node: string): number {
  const pid = pids.get(node);
  if (pid === undefined) throw new Error(`${node} does not run, so it cannot be wired.`);
  return pid;
}

interface Batch {
  readonly pid: number;
  readonly commands: readonly string[];
}

function script(batches: readonly Batch[]): string {
  return batches
    .flatMap(({ pid, commands }) => [`nsenter -t ${pid} -n ip -batch - <<'END'`, ...commands, 'END'])
    .join('\n');
}
