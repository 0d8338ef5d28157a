import { type Port, portsOf } from '../topology/ports.ts';
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
          ...router.bridges.flatMap(({ name, address }) => [
            `link add name ${name} address ${hardwareAddress(address)} type bridge mcast_snooping 0`,
            `link set dev ${name} up`,
          ]),
          ...portsOf(router.name, topology).map((port) => wire(port, pids)),
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
      const ports = portsOf(router, topology).filter((port) => port.node.name === node.name);
      return [
        ...ports.flatMap(({ name }) => [
          `if nsenter -t ${pid} -n ip link show dev ${name} >/dev/null 2>&1; then`,
          `  nsenter -t ${pid} -n ip link delete dev ${name}`,
          'fi',
        ]),
        script([{ pid, commands: ports.map((port) => wire(port, pids)) }]),
      ];
    })
    .join('\n');
}

/** A veth pair is made inside the router's namespace, one end as a port of the bridge, the other in the node's. */
function wire({ name, node, far }: Port, pids: Pids): string {
  const end = `name ${far.name} address ${hardwareAddress(far.address)} netns ${pidOf(pids, node.name)}`;
  return `link add name ${name} up master ${far.attachedTo.bridge} type veth peer ${end}`;
}

/**
 * A MAC address that follows from the IP address (locally administered: 02:00 and its four bytes). Left to itself
 * a bridge takes the lowest of its ports' addresses, and changes its own whenever a node comes or goes: its
 * neighbours then lose packets until they have asked anew, which no fault explains.
 */
const hardwareAddress = (address: string): string =>
  ['02', '00', ...address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'))].join(':');

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
