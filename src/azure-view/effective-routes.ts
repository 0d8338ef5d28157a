import { instancesOf } from '../topology/find.ts';
import type { HostNode, VirtualNetworkNode } from '../topology/topology-node.ts';
import type { AzureLab } from './azure-lab.ts';
import type { AzureObject } from './azure-value.ts';

/** What Azure drops unless a virtual network has it (recorded in 2020; RFC 1918 and 6598, and two of its own). */
const dropped = ['10.0.0.0/8', '100.64.0.0/10', '192.168.0.0/16', '25.33.80.0/20', '25.41.3.0/25'];

/**
 * `az network nic show-effective-route-table`: the virtual network, its peers, what its gateway has learned, and Azure's own
 * routes. Active-active: a route for each instance, to its private address; active-standby: to the public address, once
 * for each path that the active instance uses.
 */
export function effectiveRoutes(lab: AzureLab, machine: HostNode): AzureObject {
  const { topology, statuses, definition } = lab;
  const router = topology.nodes.find(({ name }) => name === machine.interfaces[0]?.attachedTo.node);
  const { own, peered } = router?.role === 'virtual-network' ? seenFrom(router, machine) : nothing;
  const instances = instancesOf(topology);
  const learned = (statuses.find(({ node }) => node === router?.name)?.routes ?? []).flatMap(
    ({ prefix, nextHops }) =>
      nextHops.flatMap(({ gateway: hop }) => {
        const instance = instances.find(({ privateAddress }) => privateAddress === hop);
        const gateway = definition.virtualNetworkGateways.find(({ name }) => name === instance?.gateway);
        if (!instance || !gateway) return [];
        const own = gateway.activeActive
          ? [instance.privateAddress]
          : pathsOf(lab, instance.name, prefix).map(() => gateway.publicIPAddresses[0]?.ipAddress ?? '');
        return own.map((address) => ({ prefix, address }));
      }),
  );
  const hasDefault = learned.some(({ prefix }) => prefix === everything);
  return {
    value: [
      ...own.map((prefix) => route('Default', prefix, 'VnetLocal')),
      ...peered.map((prefix) => route('Default', prefix, 'VNetPeering')),
      ...learned
        .toSorted((a, b) => Number(isHost(b.prefix)) - Number(isHost(a.prefix)))
        .map(({ prefix, address }) =>
          route('VirtualNetworkGateway', prefix, 'VirtualNetworkGateway', address),
        ),
      { ...route('Default', everything, 'Internet'), ...(hasDefault && { state: 'Invalid' }) },
      ...dropped.map((prefix) => route('Default', prefix, 'None')),
    ],
  };
}

const nothing = { own: [], peered: [] };

/** The prefixes of the machine's virtual network, and of those that it is peered with. */
function seenFrom({ prefixes, spokes = [] }: VirtualNetworkNode, { spoke }: HostNode) {
  const inSpokes = new Set(spokes.flatMap((one) => one.prefixes));
  const ofHub = prefixes.filter((prefix) => !inSpokes.has(prefix));
  const own = spokes.find(({ name }) => name === spoke);
  if (!own) return { own: ofHub, peered: [...inSpokes] };
  const others = spokes.filter(({ name }) => own.peers.includes(name));
  return { own: own.prefixes, peered: [...ofHub, ...others.flatMap((one) => one.prefixes)] };
}

const everything = '0.0.0.0/0';

/** The routes to the BGP peers themselves: they come first in every recording. */
const isHost = (prefix: string): boolean => prefix.endsWith('/32');

/** The next hops of an instance; one that it does not know counts as one. */
function pathsOf({ statuses }: AzureLab, node: string, prefix: string): readonly unknown[] {
  const found = statuses
    .find((status) => status.node === node)
    ?.routes.find((one) => one.prefix === prefix)?.nextHops;
  return found && found.length > 0 ? found : [undefined];
}

const route = (source: string, prefix: string, nextHopType: string, hop?: string): AzureObject => ({
  addressPrefix: [prefix],
  disableBgpRoutePropagation: false,
  nextHopIpAddress: hop === undefined ? [] : [hop],
  nextHopType,
  source,
  state: 'Active',
});
