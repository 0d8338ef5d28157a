import * as z from 'zod';
import { labLimits } from '../lab-limits.ts';
import { formKit } from './form-kit.ts';
import type { Leaf } from './leaf.ts';
import { address, azureName, prefix, shortName } from './value-checks.ts';
import { peeringForm } from './written-peering.ts';

/** A virtual network with its subnets, machines and peerings. */
export function virtualNetworkForm(leaf: Leaf) {
  const { text, optionalText, reference, optionalList, someOf } = formKit(leaf);
  const subnet = z.strictObject({
    name: text(azureName).describe(
      'Name of the subnet. The one for the gateway must be called GatewaySubnet.',
    ),
    addressPrefix: text(prefix).describe('Its prefix, inside the virtual network: 10.11.0.0/24.'),
  });
  const virtualMachine = z.strictObject({
    name: text(shortName).describe('Name of the virtual machine: lower-case letters, digits, hyphens.'),
    subnet: reference('Name of the subnet that it is in.'),
    privateIPAddress: optionalText(address).describe(
      'Its address. Default: the first free one of the subnet; Azure reserves .0 to .3 and the last one.',
    ),
  });
  const virtualNetwork = z.strictObject({
    name: text(azureName).describe('Name of the virtual network.'),
    addressPrefixes: someOf(text(prefix), labLimits.prefixes).describe(
      'Its address space: one or more prefixes.',
    ),
    subnets: someOf(subnet, labLimits.subnets).describe('Its subnets, among them the GatewaySubnet.'),
    virtualMachines: optionalList(virtualMachine, labLimits.hosts).describe(
      'Virtual machines that send and receive traffic.',
    ),
    virtualNetworkPeerings: optionalList(peeringForm(leaf), labLimits.networks).describe(
      'Its peerings: with allowGatewayTransit at one network and useRemoteGateways at the other one, the second is a spoke that uses the gateway of the first.',
    ),
  });
  return virtualNetwork;
}
