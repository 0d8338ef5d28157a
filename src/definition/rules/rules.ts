import type { Definition } from '../definition.ts';
import { prependOutOfRange, prependWithoutBgp } from './as-path-prepend.ts';
import { asnOutOfRange, reservedAsn, sameAsn } from './asn.ts';
import { bgpDisabledAtGateway, bgpOffAtConnection, bgpRequired, bgpSettingsMissing } from './bgp.ts';
import {
  peerCount,
  peerInVirtualNetwork,
  peerIsDevice,
  peerIsInstance,
  peerOutsideGatewaySubnet,
} from './bgp-peering-address.ts';
import { poolFull, poolOverlap, poolTooSmall } from './client-address-pool.ts';
import { connectionToItself, duplicateConnection, oneRemoteEnd } from './connection-ends.ts';
import { dpdTimeout, dpdTimeoutShort, unconnected } from './connections.ts';
import { apipaOutOfRange, customCount, customMissing, customUnused } from './custom-bgp-addresses.ts';
import { sharedLocalNetworkGateway, siteWithoutPrefixes, withoutDevice } from './devices.ts';
import { contradictoryLimits, duplicateExpectation, faultWithoutDevice } from './expectations.ts';
import { expectedScenario, scenarioBegin, unfitFaultParameter } from './faults.ts';
import {
  gatewaySubnetMissing,
  gatewaySubnetSmall,
  gatewaySubnetTooSmall,
  machineInGatewaySubnet,
  secondGateway,
} from './gateway-subnet.ts';
import { hostOutsideSite, siteAddressTaken, siteFull } from './host-addresses.ts';
import { basicWithPolicy, gcmIntegrity, lifetimeTooShort } from './ipsec-policy.ts';
import { machineAddressReserved, machineOutsideSubnet, subnetFull } from './machine-addresses.ts';
import { duplicateName } from './names.ts';
import { notEmulatedYet } from './not-emulated-yet.ts';
import { connectionWithoutTunnel, instanceWithoutTunnel, peerWithoutTunnel } from './peers.ts';
import {
  connectionOverlap,
  overlappingPrefixes,
  overlappingSites,
  overlappingVirtualNetworks,
  reservedAddressSpace,
} from './prefixes.ts';
import { publicAddressInside } from './public-address-inside.ts';
import { activeActivePointToSiteThree, activeActiveTwo, activeStandbyOne } from './public-ip-addresses.ts';
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
import { hostWithoutRoute, noRoutes, sameStaticRoutes, sitePrefixWithoutRoute } from './static-routes.ts';
import { overlappingSubnets, subnetOutsideVirtualNetwork, subnetTooSmall } from './subnets.ts';
import { networkWithoutGateway, nothingToMeasure } from './traffic.ts';
import {
  duplicateAddress,
  duplicateBgpPeeringAddress,
  duplicateGatewayIpAddress,
} from './unique-addresses.ts';
import { unusableAddress } from './unusable-address.ts';
import {
  connectionBackMissing,
  modesExcludeEachOther,
  noRedundantTunnels,
  policiesDiffer,
  sharedKeysDiffer,
} from './vnet-to-vnet.ts';
import { bgpAtOneEnd, noTransit, sameAsnOfGateways } from './vnet-to-vnet-bgp.ts';
import {
  basicPointToSite,
  clientAtDevice,
  clientWithoutPointToSite,
  pointToSiteWithoutClient,
} from './vpn-clients.ts';

/** All rules that look at a whole definition. */
export const rules: readonly Rule[] = [
  unknownReference,
  duplicateName,
  overlappingPrefixes,
  reservedAddressSpace,
  connectionOverlap,
  overlappingVirtualNetworks,
  overlappingSites,
  poolOverlap,
  subnetOutsideVirtualNetwork,
  overlappingSubnets,
  subnetTooSmall,
  gatewaySubnetMissing,
  gatewaySubnetTooSmall,
  gatewaySubnetSmall,
  machineInGatewaySubnet,
  secondGateway,
  networkWithoutGateway,
  machineOutsideSubnet,
  machineAddressReserved,
  subnetFull,
  hostOutsideSite,
  siteAddressTaken,
  siteFull,
  duplicateGatewayIpAddress,
  duplicateBgpPeeringAddress,
  duplicateAddress,
  clientAtDevice,
  publicAddressInside,
  unusableAddress,
  oneRemoteEnd,
  connectionToItself,
  duplicateConnection,
  unconnected,
  dpdTimeout,
  dpdTimeoutShort,
  gcmIntegrity,
  lifetimeTooShort,
  connectionBackMissing,
  sharedKeysDiffer,
  policiesDiffer,
  modesExcludeEachOther,
  noRedundantTunnels,
  bgpAtOneEnd,
  sameAsnOfGateways,
  noTransit,
  bgpRequired,
  bgpDisabledAtGateway,
  bgpSettingsMissing,
  bgpOffAtConnection,
  noRoutes,
  sameStaticRoutes,
  hostWithoutRoute,
  sitePrefixWithoutRoute,
  sameAsn,
  reservedAsn,
  asnOutOfRange,
  prependOutOfRange,
  prependWithoutBgp,
  peerIsDevice,
  peerInVirtualNetwork,
  peerCount,
  peerOutsideGatewaySubnet,
  peerIsInstance,
  apipaOutOfRange,
  customCount,
  customMissing,
  customUnused,
  unknownSku,
  basicWithBgp,
  basicActiveActive,
  basicWithPolicy,
  basicPointToSite,
  tooManyConnections,
  tooManyTunnels,
  retiredSku,
  activeActiveTwo,
  activeActivePointToSiteThree,
  activeStandbyOne,
  poolTooSmall,
  poolFull,
  clientWithoutPointToSite,
  pointToSiteWithoutClient,
  sharedLocalNetworkGateway,
  withoutDevice,
  peerWithoutTunnel,
  connectionWithoutTunnel,
  instanceWithoutTunnel,
  siteWithoutPrefixes,
  duplicateExpectation,
  contradictoryLimits,
  faultWithoutDevice,
  unfitFaultParameter,
  scenarioBegin,
  expectedScenario,
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
