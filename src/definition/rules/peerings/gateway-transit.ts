import { shown } from '../../../base/quote.ts';
import type { Definition } from '../../definition.ts';
import { halfTo } from '../../peerings.ts';
import { named, placedGateways, placedNetworks } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { placedPeerings } from './placed-peerings.ts';

export const remoteWithoutGateway: Rule = {
  name: 'RemoteVnetHasNoGateways',
  severity: 'error',
  source: "Azure's code when a peering uses the gateway of a network that has none (terraform#30569).",
  *check(definition) {
    if (!areGatewaysPlaced(definition)) return;
    for (const { half, network, remote } of usesOfGateways(definition)) {
      if (!remote || hasGateway(definition, remote.value.name)) continue;
      yield {
        path: [...half.path, 'useRemoteGateways'],
        basis: [['virtualNetworkGateways']],
        message: `${shown(network.value.name)} uses the gateway of ${shown(remote.value.name)}, which has none.`,
        advice: 'Give that network a VPN gateway, or leave useRemoteGateways out.',
      };
    }
  },
};

export const transitNotAllowed: Rule = {
  name: 'gateway-transit-not-allowed',
  severity: 'error',
  source:
    'Virtual network peering: a network uses the gateway of another one if the peering of that one has allowGatewayTransit.',
  *check(definition) {
    for (const { half, network, remote } of usesOfGateways(definition)) {
      const back = remote && halfTo(remote.value, network.value.name);
      if (!back || back.allowGatewayTransit) continue;
      yield {
        path: [...half.path, 'useRemoteGateways'],
        basis: [[...remote.path, 'virtualNetworkPeerings']],
        message: `${shown(network.value.name)} uses the gateway of ${shown(remote.value.name)}, whose peering does not allow it.`,
        advice: `Set allowGatewayTransit: true at the peering of ${shown(remote.value.name)} to ${shown(network.value.name)}.`,
      };
    }
  },
};

export const spokeWithGateway: Rule = {
  name: 'remote-gateway-beside-own-gateway',
  severity: 'error',
  source: 'API, useRemoteGateways: "This flag cannot be set if virtual network already has a gateway."',
  *check(definition) {
    for (const { half, network } of usesOfGateways(definition)) {
      if (!hasGateway(definition, network.value.name)) continue;
      yield {
        path: [...half.path, 'useRemoteGateways'],
        basis: [['virtualNetworkGateways']],
        message: `${shown(network.value.name)} has a VPN gateway of its own, so it cannot use that of ${shown(half.value.remoteVirtualNetwork)}.`,
        advice: 'Leave useRemoteGateways out, or the gateway of this network.',
      };
    }
  },
};

export const secondRemoteGateway: Rule = {
  name: 'second-remote-gateway',
  severity: 'error',
  source: 'API, useRemoteGateways: "Only one peering can have this flag set to true."',
  *check(definition) {
    const uses = usesOfGateways(definition);
    for (const use of uses) {
      const first = uses.find(({ network }) => network.value === use.network.value);
      if (!first || first === use) continue;
      yield {
        path: [...use.half.path, 'useRemoteGateways'],
        basis: [first.half.path],
        message: `${shown(use.network.value.name)} uses the gateways of ${shown(first.half.value.remoteVirtualNetwork)} and of ${shown(use.half.value.remoteVirtualNetwork)}; it can use those of one network.`,
        advice: 'Leave useRemoteGateways out at one of the peerings.',
      };
    }
  },
};

const usesOfGateways = (definition: Definition) =>
  placedPeerings(definition).filter(({ half }) => half.value.useRemoteGateways);

const hasGateway = ({ virtualNetworkGateways }: Definition, network: string): boolean =>
  virtualNetworkGateways.some(({ virtualNetwork }) => virtualNetwork === network);

/** A gateway with a mistyped network may be the missing one. */
const areGatewaysPlaced = (definition: Definition): boolean =>
  placedGateways(definition).every(({ value }) => named(placedNetworks(definition), value.virtualNetwork));
