import { type Dataplane, socketsOf } from '../../nodes/ipsec/dataplane.ts';
import { planNode } from '../../nodes/plan-nodes.ts';
import { hostsOf, tunnelsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { TopologyNode } from '../../topology/topology-node.ts';
import type { LookUp } from '../protocol/terminal.ts';

/** What people look up in a node: its sessions, security associations, routes and packets. */
export function commonCommands(
  topology: Topology,
  node: TopologyNode,
  dataplane: Dataplane,
): readonly LookUp[] {
  return [
    ...(routes.includes(node.role) ? routing : []),
    ...associations(topology, node, dataplane),
    { label: 'Routes of the kernel', command: 'ip route' },
    { label: 'Addresses', command: 'ip -brief address' },
    ...pings(topology, node),
    ...packets(topology, node),
  ];
}

/** Roles of nodes that run FRR. */
const routes: readonly TopologyNode['role'][] = ['instance', 'device', 'site', 'virtual-network'];

const routing: readonly LookUp[] = [
  { label: 'BGP sessions', command: "vtysh -c 'show bgp summary'" },
  { label: 'BGP routes', command: "vtysh -c 'show bgp ipv4 unicast'" },
  { label: 'Routes of FRR', command: "vtysh -c 'show ip route'" },
  { label: 'BFD sessions', command: "vtysh -c 'show bfd peers brief'" },
];

/** One for each charon: with the userspace dataplane each tunnel has its own. */
function associations(topology: Topology, node: TopologyNode, dataplane: Dataplane): LookUp[] {
  const { command } = planNode(node, topology, dataplane);
  return command.flatMap((option, index) => {
    const [name] = command[index - 1] === '--vici' ? option.split('=') : [];
    if (name === undefined) return [];
    const one = dataplane.charons(tunnelsAt(topology, node.name)).find((charon) => charon.name === name);
    const socket = (one ?? socketsOf(name)).openSocket;
    // Where swanctl looks by itself.
    const uri = socket === '/run/ipsec/vici' ? '' : ` --uri unix://${socket}`;
    const label = uri === '' ? 'IPsec SAs' : `IPsec SAs: ${name}`;
    return [{ label, command: `swanctl --list-sas${uri}` }];
  });
}

/** From a host to those of the other side. */
function pings(topology: Topology, node: TopologyNode): LookUp[] {
  if (node.role !== 'host') return [];
  return hostsOf(topology)
    .filter(({ side }) => side !== node.side)
    .map(({ name, address }) => ({ label: `Ping ${name}`, command: `ping -n ${address}` }));
}

function packets(topology: Topology, node: TopologyNode): LookUp[] {
  const ports = [...node.interfaces, ...node.bridges].map(({ name }) => name);
  const tunnels = tunnelsAt(topology, node.name).map(({ interface: device }) => device);
  return [...ports, ...tunnels].map((device) => ({
    label: `Packets of ${device}`,
    command: `tcpdump -n -i ${device}`,
  }));
}
