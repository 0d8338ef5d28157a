import type { Definition } from '../definition.ts';
import { asnOutOfRange, reservedAsn, sameAsn } from './asn.ts';
import {
  bgpDisabledAtGateway,
  bgpOffAtConnection,
  bgpRequired,
  bgpSettingsMissing,
  noRoutes,
} from './bgp.ts';
import {
  peerCount,
  peerInVirtualNetwork,
  peerIsDevice,
  peerOutsideGatewaySubnet,
} from './bgp-peering-address.ts';
import { dpdTimeout, duplicateConnection, unconnected } from './connections.ts';
import {
  nothingToMeasure,
  sharedLocalNetworkGateway,
  siteWithoutPrefixes,
  withoutDevice,
} from './devices.ts';
import {
  gatewaySubnetMissing,
  gatewaySubnetSmall,
  gatewaySubnetTooSmall,
  machineInGatewaySubnet,
  secondGateway,
} from './gateway-subnet.ts';
import { hostOutsideSite, siteAddressTaken, siteFull } from './host-addresses.ts';
import { machineAddressReserved, machineOutsideSubnet, subnetFull } from './machine-addresses.ts';
import { duplicateName } from './names.ts';
import { notEmulatedYet } from './not-emulated-yet.ts';
import {
  connectionOverlap,
  overlappingPrefixes,
  overlappingSites,
  overlappingVirtualNetworks,
  reservedAddressSpace,
} from './prefixes.ts';
import { activeActiveTwo, activeStandbyOne } from './public-ip-addresses.ts';
import { unknownReference } from './references.ts';
import type { Finding, Rule } from './rule.ts';
import {
  basicActiveActive,
  basicWithBgp,
  retiredSku,
  tooManyConnections,
  tooManyTunnels,
  unknownSku,
} from './sku.ts';
import { overlappingSubnets, subnetOutsideVirtualNetwork, subnetTooSmall } from './subnets.ts';
import {
  duplicateAddress,
  duplicateBgpPeeringAddress,
  duplicateGatewayIpAddress,
  publicAddressInside,
} from './unique-addresses.ts';
import { unusableAddress } from './unusable-address.ts';

/** All rules that look at a whole definition. */
export const rules: readonly Rule[] = [
  unknownReference,
  duplicateName,
  overlappingPrefixes,
  reservedAddressSpace,
  connectionOverlap,
  overlappingVirtualNetworks,
  overlappingSites,
  subnetOutsideVirtualNetwork,
  overlappingSubnets,
  subnetTooSmall,
  gatewaySubnetMissing,
  gatewaySubnetTooSmall,
  gatewaySubnetSmall,
  machineInGatewaySubnet,
  secondGateway,
  machineOutsideSubnet,
  machineAddressReserved,
  subnetFull,
  hostOutsideSite,
  siteAddressTaken,
  siteFull,
  duplicateGatewayIpAddress,
  duplicateBgpPeeringAddress,
  duplicateAddress,
  publicAddressInside,
  unusableAddress,
  bgpRequired,
  bgpDisabledAtGateway,
  bgpSettingsMissing,
  bgpOffAtConnection,
  noRoutes,
  sameAsn,
  reservedAsn,
  asnOutOfRange,
  peerIsDevice,
  peerInVirtualNetwork,
  peerCount,
  peerOutsideGatewaySubnet,
  unknownSku,
  basicWithBgp,
  basicActiveActive,
  tooManyConnections,
  tooManyTunnels,
  retiredSku,
  activeActiveTwo,
  activeStandbyOne,
  dpdTimeout,
  duplicateConnection,
  unconnected,
  sharedLocalNetworkGateway,
  withoutDevice,
  siteWithoutPrefixes,
  nothingToMeasure,
  notEmulatedYet,
];

/** More breaches of one rule teach nobody anything. */
const mostOfOneRule = 20;

/** Everything in the definition that breaks a rule, in the order of the rules. */
export function checkRules(definition: Definition): Finding[] {
  return rules.flatMap(({ name, severity, check }) => {
    const findings: Finding[] = [];
    for (const breach of check(definition)) {
      findings.push({ rule: name, severity, ...breach });
      if (findings.length === mostOfOneRule) break;
    }
    return findings;
  });
}
