import { type Port, portsOf } from '../topology/ports.ts';
import type { Topology } from '../topology/topology.ts';
import type { TopologyNode } from '../topology/topology-node.ts';

/** PID of each node's first process on the engine's host, which gives access to its network namespace. */
export type Pids = ReadonlyMap<string, number>;

/** The script that makes every bridge and every wire of a lab. It never touches the host's own namespace. */
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
 * The script that wires one node to existing bridges. The wires of the node that it replaces may still exist: the TCP
 * connections of a dead node keep its namespace for a while.
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

/** Makes a veth pair inside the router's namespace: one end a port of the bridge, the other in the node's namespace. */
function wire({ name, node, far }: Port, pids: Pids): string {
  const end = `name ${far.name} address ${hardwareAddress(far.address)} netns ${pidOf(pids, node.name)}`;
  return `link add name ${name} up master ${far.attachedTo.bridge} type veth peer ${end}`;
}

/**
 * A MAC address derived from the IP address (locally administered: 02:00 and its four bytes). By default a bridge takes
 * the lowest address of its ports, which changes when a node comes or goes. Its neighbours then lose packets until they
 * ask for the address again, and no fault would explain that loss.
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
