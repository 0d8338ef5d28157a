import type { InterfaceStatus, NodeStatus } from '../../../src/lab/status/node-status.ts';
import { expectedRoutes } from '../../../src/topology/expected-routes.ts';
import { clientsOf, floatingAt, pointToSiteAt, sessionsAt, tunnelsAt } from '../../../src/topology/find.ts';
import type { Topology } from '../../../src/topology/topology.ts';

/** When all nodes of {@link wholeLab} answered. */
export const askedAt = { monotonicNs: 5_000_000_000_000, utcMs: Date.parse('2026-11-22T21:10:20.000Z') };

/** The statuses of a lab in which everything has been up for 60 s. The first instances are the active ones. */
export function wholeLab(topology: Topology): NodeStatus[] {
  const routes = expectedRoutes(topology);
  return topology.nodes.map(({ name: node, role }) => ({
    node,
    clock: askedAt,
    ready: true,
    silent: [],
    tunnels: [
      ...tunnelsAt(topology, node)
        .filter(({ local }) => local.nodes[0] === node)
        .map(({ remote }) => sa(remote.name)),
      ...clientsOf(topology)
        .filter(({ name }) => name === node)
        .map(({ gateway }) => sa(gateway)),
      ...(pointToSiteAt(topology, node)?.nodes[0] === node ? clientSas(topology) : []),
    ],
    sessions: sessionsAt(topology, node)
      .filter(({ local }) => local.nodes[0] === node)
      .map(({ remote }) => ({
        neighbor: remote.address,
        remoteAs: remote.asn,
        state: 'Established',
        upSeconds: 60,
        prefixesReceived: 2,
        prefixesSent: 1,
      })),
    routes: routes
      .filter(({ nodes: [first] }) => first === node)
      .map(({ prefix, choices: [nextHops = []] }) => ({ prefix, nextHops })),
    interfaces: ['instance', 'device', 'client'].includes(role) ? interfacesOf(topology, node) : [],
  }));
}

const sa = (peer: string) => ({
  peer,
  ike: 'ESTABLISHED',
  child: 'INSTALLED',
  ikeProposal: '',
  espProposal: 'AES_GCM_16/256',
  establishedSeconds: 60,
  bytesIn: 1000,
  bytesOut: 2000,
});

const clientSas = (topology: Topology) =>
  clientsOf(topology).map(({ name }, index) => ({
    ...sa('point-to-site'),
    client: { name, address: `172.16.201.${index + 1}` },
  }));

function interfacesOf(topology: Topology, node: string): InterfaceStatus[] {
  const floating = floatingAt(topology, node).filter(({ nodes: [first] }) => first === node);
  return [
    {
      interface: 'wan0',
      addresses: floating.flatMap(({ addresses }) =>
        addresses.map(({ address, prefixLength }) => `${address}/${prefixLength}`),
      ),
      packetsIn: 0,
      packetsOut: 0,
      quietSeconds: null,
    },
    ...tunnelsAt(topology, node).map((tunnel) => tunnelPort(tunnel.interface)),
    ...clientsOf(topology)
      .filter(({ name }) => name === node)
      .map(({ tunnelInterface }) => tunnelPort(tunnelInterface)),
  ];
}

const tunnelPort = (name: string): InterfaceStatus => ({
  interface: name,
  addresses: [],
  packetsIn: 10,
  packetsOut: 20,
  quietSeconds: 0.5,
});
