import { addressIndex, isAddress, isPrefix, lastAddress, prefixContains } from '../../../base/addresses.ts';
import { shown } from '../../../base/quote.ts';
import { firstAssignable, gatewaySubnetName } from '../../azure/addresses.ts';
import { isApipa } from '../../azure/bgp.ts';
import { azureGateways } from '../../azure/gateways.ts';
import type { VirtualNetwork } from '../../definition.ts';
import { ends } from '../connections/ends.ts';
import {
  named,
  type Placed,
  placed,
  placedGateways,
  placedLocalGateways,
  placedNetworks,
} from '../placed.ts';
import type { Rule } from '../rule.ts';

export const peerIsDevice: Rule = {
  name: 'bgp-peer-is-device-address',
  severity: 'error',
  source: 'VPN Gateway FAQ: the BGP peer IP address must not be the public IP address of the device.',
  *check(definition) {
    for (const { value, path } of placedLocalGateways(definition)) {
      const address = value.bgpSettings?.bgpPeeringAddress ?? '';
      if (!isAddress(address) || address !== value.gatewayIpAddress) continue;
      yield {
        path: [...path, 'bgpSettings', 'bgpPeeringAddress'],
        message: `${shown(value.name)} has ${address} both as gateway IP address and as BGP peer IP address.`,
        advice:
          'Use an address of the site that Azure reaches through the tunnel, preferably on a loopback interface.',
      };
    }
  },
};

export const peerInVirtualNetwork: Rule = {
  name: 'bgp-peer-in-virtual-network',
  severity: 'error',
  source:
    "VPN Gateway FAQ: the BGP peer IP address of a device must not be in the address space of the gateway's virtual network.",
  *check(definition) {
    const networks = placedNetworks(definition);
    const seen = new Set<string>();
    for (const { gateway, local } of ends(definition)) {
      const network = gateway && named(networks, gateway.value.virtualNetwork);
      const address = local?.value.bgpSettings?.bgpPeeringAddress ?? '';
      if (!network || !local || !isAddress(address)) continue;
      const prefix = network.value.addressPrefixes.find(
        (prefix) => isPrefix(prefix) && prefixContains(prefix, address),
      );
      const pair = `${shown(network.value.name)} ${shown(local.value.name)}`;
      if (prefix === undefined || seen.has(pair)) continue;
      seen.add(pair);
      yield {
        path: [...local.path, 'bgpSettings', 'bgpPeeringAddress'],
        message: `${shown(local.value.name)} has the BGP peer IP address ${address}, which is inside ${shown(network.value.name)} (${prefix}).`,
        advice: 'Use an address of the site.',
      };
    }
  },
};

export const peerCount: Rule = {
  name: 'BgpPeeringAddressesCountNotCorrect',
  severity: 'error',
  source: "Azure's code (terraform-azurerm-caf#1736): 1 for active-standby, 2 for active-active.",
  *check(definition) {
    for (const { value, path } of placedGateways(definition)) {
      const { length } = value.bgpSettings.bgpPeeringAddresses;
      const { value: expected } = value.activeActive
        ? azureGateways.activeActiveBgpPeerAddresses
        : azureGateways.bgpPeerAddresses;
      if (length === 0 || length === expected) continue;
      yield {
        path: [...path, 'bgpSettings', 'bgpPeeringAddresses'],
        basis: [[...path, 'activeActive']],
        message: `${shown(value.name)} is ${value.activeActive ? 'active-active' : 'active-standby'} and needs ${expected} BGP peer IP ${expected === 1 ? 'address' : 'addresses'}, not ${length}.`,
        advice: 'Leave bgpPeeringAddresses out: the lab uses the same addresses as Azure.',
      };
    }
  },
};

export const peerOutsideGatewaySubnet: Rule = {
  name: 'bgp-peer-outside-gateway-subnet',
  severity: 'error',
  source: 'VPN Gateway FAQ: Azure takes the BGP peer IP addresses of a gateway from its GatewaySubnet.',
  *check(definition) {
    const networks = placedNetworks(definition);
    for (const { value: gateway, path } of placedGateways(definition)) {
      const network = named(networks, gateway.virtualNetwork);
      const prefix = gatewaySubnetOf(network);
      if (!isPrefix(prefix)) continue;
      const list = [...path, 'bgpSettings', 'bgpPeeringAddresses'];
      for (const { value, path } of placed(gateway.bgpSettings.bgpPeeringAddresses, list)) {
        if (!isAddress(value)) continue;
        const isAssignable = addressIndex(prefix, value) >= firstAssignable && value !== lastAddress(prefix);
        if (isAssignable && prefixContains(prefix, value)) continue;
        yield {
          path,
          message: `${shown(gateway.name)} has the BGP peer IP address ${value}, which Azure would not assign from its GatewaySubnet ${prefix}.`,
          advice: isApipa(value)
            ? 'Put APIPA addresses into customBgpIpAddresses; a gateway has them in addition to its ordinary ones.'
            : 'Leave bgpPeeringAddresses out: the lab uses the same addresses as Azure.',
        };
      }
    }
  },
};

export const peerIsInstance: Rule = {
  name: 'bgp-peer-is-instance-address',
  severity: 'error',
  source:
    'The BGP peer IP address of an active-standby gateway moves between its instances, which have .4 and .5 of the GatewaySubnet in a lab.',
  *check(definition) {
    const networks = placedNetworks(definition);
    for (const { value: gateway, path } of placedGateways(definition)) {
      const [address = ''] = gateway.bgpSettings.bgpPeeringAddresses;
      const prefix = gatewaySubnetOf(named(networks, gateway.virtualNetwork));
      if (gateway.activeActive || !isAddress(address) || !isPrefix(prefix)) continue;
      const index = addressIndex(prefix, address);
      if (index < firstAssignable || index > firstAssignable + 1) continue;
      yield {
        path: [...path, 'bgpSettings', 'bgpPeeringAddresses', 0],
        basis: [[...path, 'activeActive']],
        message: `${shown(gateway.name)} is active-standby and has the BGP peer IP address ${address}, which belongs to instance ${index - firstAssignable} itself and cannot move.`,
        advice: 'Leave bgpPeeringAddresses out: the lab uses the last usable address, as Azure does.',
      };
    }
  },
};

const gatewaySubnetOf = (network: Placed<VirtualNetwork> | undefined) =>
  network?.value.subnets.find((subnet) => subnet.name === gatewaySubnetName)?.addressPrefix ?? '';
