import { shown } from '../../../base/quote.ts';
import { named, placedGateways, placedNetworks, placedSites, placedTraffic, repetitions } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const nothingToMeasure: Rule = {
  name: 'nothing-to-measure',
  severity: 'warning',
  source:
    'Traffic goes from a virtual machine to a host of a site and back; in a lab without sites, to a virtual machine of another virtual network.',
  *check(definition) {
    if (definition.traffic.length > 0) return;
    const networks = placedNetworks(definition);
    const empty = networks.filter(({ value }) => value.virtualMachines.length === 0);
    const sites = placedSites(definition);
    const path = [...(empty[0]?.path ?? ['virtualNetworks']), 'virtualMachines'];
    if (sites.length === 0 && networks.length - empty.length < 2) {
      yield {
        path,
        basis: [['virtualNetworks'], ['sites']],
        message:
          'Fewer than two virtual networks have a virtual machine, and there is no site: no traffic can be measured.',
        advice: 'Add one: traffic runs between the virtual machines of two virtual networks.',
      };
    }
    if (sites.length > 0 && networks.length === empty.length) {
      yield {
        path,
        basis: [['virtualNetworks']],
        message: 'No virtual network has a virtual machine: no traffic can be measured.',
        advice: 'Add one: traffic runs between the virtual machines and the hosts.',
      };
    }
    if (sites.length > 0 && sites.every(({ value }) => value.hosts.length === 0)) {
      yield {
        path: ['sites', 0, 'hosts'],
        basis: [['sites']],
        message: 'No site has a host: no traffic can be measured.',
        advice: 'Add one: traffic runs between the virtual machines and the hosts.',
      };
    }
  },
};

export const trafficToItself: Rule = {
  name: 'traffic-to-itself',
  severity: 'error',
  source: 'Traffic is measured between two machines.',
  *check(definition) {
    for (const { value, path } of placedTraffic(definition)) {
      if (value.from === '' || value.from !== value.to) continue;
      yield {
        path: [...path, 'to'],
        message: `${shown(value.from)} is both ends of this traffic.`,
        advice: 'Name another virtual machine, host or client.',
      };
    }
  },
};

export const duplicateTraffic: Rule = {
  name: 'duplicate-traffic',
  severity: 'error',
  source: 'Traffic runs in both directions of each pair, so a pair in the other order is the same one.',
  *check(definition) {
    const keyOf = ({ from, to }: { readonly from: string; readonly to: string }) =>
      from === '' || to === '' ? undefined : [from, to].sort().join(' ');
    for (const { first, again } of repetitions(placedTraffic(definition), ({ value }) => keyOf(value))) {
      yield {
        path: again.path,
        basis: [first.path],
        message: `Traffic between ${shown(again.value.from)} and ${shown(again.value.to)} is there twice.`,
        advice: 'Leave one of them out: both directions are measured.',
      };
    }
  },
};

export const networkWithoutGateway: Rule = {
  name: 'virtual-network-without-gateway',
  severity: 'warning',
  source:
    'What this program does: virtual networks are joined by their gateways, or use the gateway of a peer.',
  *check(definition) {
    const networks = placedNetworks(definition);
    const gateways = placedGateways(definition);
    // A mistyped name may be the missing one.
    if (!gateways.every(({ value }) => named(networks, value.virtualNetwork))) return;
    for (const { value, path } of networks) {
      if (value.name === '' || gateways.some((gateway) => gateway.value.virtualNetwork === value.name))
        continue;
      // Peerings have rules of their own.
      if (value.virtualNetworkPeerings && value.virtualNetworkPeerings.length > 0) continue;
      yield {
        path: [...path, 'name'],
        basis: [['virtualNetworkGateways']],
        message: `${shown(value.name)} has no VPN gateway, so it reaches nothing outside itself.`,
        advice: 'Add a gateway with a connection, peer it with a network that has one, or leave it out.',
      };
    }
  },
};
