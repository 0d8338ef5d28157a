import { isPrefix, prefixLength } from '../../../base/addresses.ts';
import { nearest } from '../../../base/nearest.ts';
import { shown } from '../../../base/quote.ts';
import { azureAddresses, gatewaySubnetName } from '../../azure/addresses.ts';
import type { Definition } from '../../definition.ts';
import { named, placed, placedGateways, placedNetworks, repetitions } from '../placed.ts';
import type { Breach, Rule } from '../rule.ts';

const { gatewaySubnet: smallest, recommendedGatewaySubnet: recommended } = azureAddresses;

export const gatewaySubnetMissing: Rule = {
  name: 'gateway-subnet-missing',
  severity: 'error',
  source: 'VPN Gateway settings: the subnet of a gateway must have the name GatewaySubnet.',
  *check(definition) {
    const networks = placedNetworks(definition);
    const needed = new Set(definition.virtualNetworkGateways.map((gateway) => gateway.virtualNetwork));
    for (const { value: network, path } of networks.filter(({ value }) => needed.has(value.name))) {
      const list = [...path, 'subnets'];
      const names = network.subnets.map((subnet) => subnet.name);
      if (names.includes(gatewaySubnetName)) continue;
      const similar = nearest(gatewaySubnetName, names);
      const place = similar === undefined ? list : [...list, names.indexOf(similar), 'name'];
      yield {
        path: place,
        basis: names.length > 0 ? names.map((_, index) => [...list, index, 'name']) : [list],
        message: `${shown(network.name)} has a VPN gateway but no subnet with the name GatewaySubnet.`,
        advice: similar
          ? `Change the name ${shown(similar)} to exactly GatewaySubnet.`
          : `Add a subnet GatewaySubnet, /${recommended.longestPrefix} or larger, for the two instances of the gateway.`,
      };
    }
  },
};

export const gatewaySubnetTooSmall: Rule = {
  name: 'gateway-subnet-too-small',
  severity: 'error',
  source: `${smallest.source}: /${smallest.longestPrefix} is the smallest gateway subnet.`,
  *check(definition) {
    for (const { path, length, prefix } of gatewaySubnets(definition)) {
      if (length <= smallest.longestPrefix) continue;
      yield {
        path,
        message: `The GatewaySubnet ${prefix} has no room for two instances in addition to the five addresses that Azure reserves.`,
        advice: `Make it a /${recommended.longestPrefix} or larger; the smallest possible is a /${smallest.longestPrefix}.`,
      };
    }
  },
};

export const gatewaySubnetSmall: Rule = {
  name: 'gateway-subnet-below-recommendation',
  severity: 'warning',
  source: `VPN Gateway FAQ: /${recommended.longestPrefix} or larger is recommended; a /28 was refused in practice (azure-docs#111078).`,
  *check(definition) {
    for (const { path, length, prefix } of gatewaySubnets(definition)) {
      if (length <= recommended.longestPrefix || length > smallest.longestPrefix) continue;
      yield {
        path,
        message: `The GatewaySubnet ${prefix} is smaller than the /${recommended.longestPrefix} that Azure recommends; Azure may refuse it.`,
        advice: `Make it a /${recommended.longestPrefix} or larger.`,
      };
    }
  },
};

export const machineInGatewaySubnet: Rule = {
  name: 'GatewaySubnet',
  severity: 'error',
  source:
    "Azure's code: \"Subnet with name 'GatewaySubnet' can be used only for the Gateway resource.\" (azure-rest-api-specs#11861)",
  *check(definition) {
    for (const network of placedNetworks(definition)) {
      for (const { value, path } of placed(network.value.virtualMachines, [
        ...network.path,
        'virtualMachines',
      ])) {
        if (value.subnet !== gatewaySubnetName) continue;
        yield {
          path: [...path, 'subnet'],
          message: `Virtual machine ${shown(value.name)} is in the GatewaySubnet, which is for gateways only.`,
          advice: 'Put it into another subnet.',
        };
      }
    }
  },
};

export const secondGateway: Rule = {
  name: 'second-gateway-in-virtual-network',
  severity: 'error',
  source: 'Azure: "A virtual network can\'t be associated with more than one gateway."',
  *check(definition): Generator<Breach> {
    const networks = placedNetworks(definition);
    const gateways = placedGateways(definition).filter(({ value }) => named(networks, value.virtualNetwork));
    for (const { first, again } of repetitions(gateways, ({ value }) => value.virtualNetwork)) {
      yield {
        path: [...again.path, 'virtualNetwork'],
        message: `${shown(first.value.name)} and ${shown(again.value.name)} are both in ${shown(again.value.virtualNetwork)}, which can have only one VPN gateway.`,
        advice: 'Use one gateway with more connections, or a virtual network for each.',
      };
    }
  },
};

function gatewaySubnets(definition: Definition) {
  return placedNetworks(definition).flatMap((network) =>
    placed(network.value.subnets, [...network.path, 'subnets'])
      .filter(({ value }) => value.name === gatewaySubnetName && isPrefix(value.addressPrefix))
      .map(({ value, path }) => ({
        path: [...path, 'addressPrefix'],
        prefix: value.addressPrefix,
        length: prefixLength(value.addressPrefix),
      })),
  );
}
