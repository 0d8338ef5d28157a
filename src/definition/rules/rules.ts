import type { Definition } from '../definition.ts';
import type { KnownFault } from '../known-fault.ts';
import {
  hostOfOtherSite,
  lanAroundVirtualNetwork,
  overlappingSites,
  repeatedSitePrefix,
  sitePrefixInVirtualNetwork,
} from './addresses/announced-prefixes.ts';
import { prefixOfLinesBehindNat } from './addresses/behind-nat-space.ts';
import { hostOutsideSite, siteAddressTaken, siteFull } from './addresses/host-addresses.ts';
import { machineAddressReserved, machineOutsideSubnet, subnetFull } from './addresses/machine-addresses.ts';
import {
  connectionOverlap,
  overlappingPrefixes,
  overlappingVirtualNetworks,
  reservedAddressSpace,
} from './addresses/prefixes.ts';
import { publicAddressInside } from './addresses/public-address-inside.ts';
import { overlappingSubnets, subnetOutsideVirtualNetwork, subnetTooSmall } from './addresses/subnets.ts';
import {
  duplicateAddress,
  duplicateBgpPeeringAddress,
  duplicateGatewayIpAddress,
} from './addresses/unique-addresses.ts';
import { unusableAddress } from './addresses/unusable-address.ts';
import { connectionToItself, duplicateConnection, oneRemoteEnd } from './connections/connection-ends.ts';
import { dpdTimeout, dpdTimeoutShort, unconnected } from './connections/connections.ts';
import { basicWithPolicy, gcmIntegrity, lifetimeOutOfRange } from './connections/ipsec-policy.ts';
import { connectionWithoutTunnel, instanceWithoutTunnel, peerWithoutTunnel } from './connections/peers.ts';
import {
  basicWithSelectors,
  bgpOutsideSelectors,
  selectorCount,
  selectorsDiffer,
  selectorsDoNotMatch,
  selectorsWithoutEffect,
  selectorsWithoutPolicy,
} from './connections/traffic-selectors.ts';
import {
  connectionBackMissing,
  modesExcludeEachOther,
  noRedundantTunnels,
  policiesDiffer,
  sharedKeysDiffer,
} from './connections/vnet-to-vnet.ts';
import { contradictoryLimits, duplicateExpectation, faultWithoutDevice } from './experiment/expectations.ts';
import { expectedScenario, scenarioBegin, unfitFaultParameter } from './experiment/faults.ts';
import {
  duplicateTraffic,
  networkWithoutGateway,
  nothingToMeasure,
  trafficToItself,
} from './experiment/traffic.ts';
import { poolFull, poolOverlap, poolTooSmall } from './gateways/client-address-pool.ts';
import { addressOrName, nameOfTwoDevices } from './gateways/device-address.ts';
import {
  gatewaySubnetMissing,
  gatewaySubnetSmall,
  gatewaySubnetTooSmall,
  machineInGatewaySubnet,
  secondGateway,
} from './gateways/gateway-subnet.ts';
import {
  activeActivePointToSiteThree,
  activeActiveTwo,
  activeStandbyOne,
} from './gateways/public-ip-addresses.ts';
import {
  basicActiveActive,
  basicWithBgp,
  retiredSku,
  tooManyConnections,
  tooManyTunnels,
  unknownSku,
} from './gateways/sku.ts';
import {
  basicPointToSite,
  clientAtDevice,
  clientWithoutPointToSite,
  pointToSiteWithoutClient,
} from './gateways/vpn-clients.ts';
import { zonalGateway, zonesDiffer, zonesMissing, zonesOfRegionalSku } from './gateways/zones.ts';
import { peersOverlap, spokesOverlap } from './peerings/address-spaces.ts';
import {
  remoteWithoutGateway,
  secondRemoteGateway,
  spokeWithGateway,
  transitNotAllowed,
} from './peerings/gateway-transit.ts';
import { peeringBackMissing, peeringTwice } from './peerings/halves.ts';
import { prependOutOfRange, prependWithoutBgp } from './routing/as-path-prepend.ts';
import { asnOfAzure, asnOutOfRange, reservedAsn, sameAsn } from './routing/asn.ts';
import { bgpDisabledAtGateway, bgpOffAtConnection, bgpRequired, bgpSettingsMissing } from './routing/bgp.ts';
import {
  peerCount,
  peerInVirtualNetwork,
  peerIsDevice,
  peerIsInstance,
  peerOutsideGatewaySubnet,
} from './routing/bgp-peering-address.ts';
import {
  customOfAnotherInstance,
  customOfAnotherTunnel,
  unknownIpConfiguration,
} from './routing/chosen-custom-addresses.ts';
import { apipaOutOfRange, customCount, customMissing, customUnused } from './routing/custom-bgp-addresses.ts';
import {
  hostWithoutRoute,
  noRoutes,
  sameStaticRoutes,
  sitePrefixWithoutRoute,
} from './routing/static-routes.ts';
import { bgpAtOneEnd, noTransit, sameAsnOfGateways } from './routing/vnet-to-vnet-bgp.ts';
import type { Finding, Rule } from './rule.ts';
import {
  contradictoryRouteHabits,
  deviceDoesNotCallAgain,
  deviceGivesUp,
  habitWithoutEffect,
  routesNotPutBack,
  routesOutliveTunnel,
} from './sites/device-habits.ts';
import {
  ignoredDevice,
  nobodyNoticesDeadPeer,
  nobodyOpensToDevice,
  noCommonProposal,
  pfsMismatch,
} from './sites/device-ipsec.ts';
import { nameOfPairMember, pairNotPossible } from './sites/device-pairs.ts';
import {
  announcedPrefixUnknown,
  bgpTimersBesideAzure,
  deviceRoutingOutOfRange,
  manyPathChoices,
  morePrefixesThanAzureTakes,
  oneSidedGracefulRestart,
  preferredTunnelUnknown,
} from './sites/device-routing.ts';
import { sharedLocalNetworkGateway, siteWithoutPrefixes, withoutDevice } from './sites/devices.ts';
import { ownLinesThatBreak } from './sites/own-lines.ts';
import { duplicateName, nameOfInstance, nameOfRouter } from './whole-file/names.ts';
import { notEmulatedYet } from './whole-file/not-emulated-yet.ts';
import { unknownReference } from './whole-file/references.ts';

/** All rules that look at a whole definition. */
export const rules: readonly Rule[] = [
  unknownReference,
  duplicateName,
  nameOfInstance,
  nameOfRouter,
  overlappingPrefixes,
  reservedAddressSpace,
  prefixOfLinesBehindNat,
  connectionOverlap,
  overlappingVirtualNetworks,
  peersOverlap,
  spokesOverlap,
  repeatedSitePrefix,
  sitePrefixInVirtualNetwork,
  lanAroundVirtualNetwork,
  overlappingSites,
  hostOfOtherSite,
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
  peeringBackMissing,
  peeringTwice,
  remoteWithoutGateway,
  transitNotAllowed,
  spokeWithGateway,
  secondRemoteGateway,
  machineOutsideSubnet,
  machineAddressReserved,
  subnetFull,
  hostOutsideSite,
  siteAddressTaken,
  siteFull,
  addressOrName,
  nameOfTwoDevices,
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
  lifetimeOutOfRange,
  selectorsWithoutPolicy,
  selectorsWithoutEffect,
  selectorCount,
  selectorsDoNotMatch,
  selectorsDiffer,
  bgpOutsideSelectors,
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
  asnOfAzure,
  asnOutOfRange,
  prependOutOfRange,
  prependWithoutBgp,
  bgpTimersBesideAzure,
  deviceRoutingOutOfRange,
  announcedPrefixUnknown,
  morePrefixesThanAzureTakes,
  preferredTunnelUnknown,
  manyPathChoices,
  oneSidedGracefulRestart,
  peerIsDevice,
  peerInVirtualNetwork,
  peerCount,
  peerOutsideGatewaySubnet,
  peerIsInstance,
  apipaOutOfRange,
  customCount,
  customMissing,
  customUnused,
  unknownIpConfiguration,
  customOfAnotherInstance,
  customOfAnotherTunnel,
  unknownSku,
  basicWithBgp,
  basicActiveActive,
  basicWithPolicy,
  basicWithSelectors,
  basicPointToSite,
  tooManyConnections,
  tooManyTunnels,
  retiredSku,
  activeActiveTwo,
  activeActivePointToSiteThree,
  activeStandbyOne,
  zonesDiffer,
  zonesMissing,
  zonesOfRegionalSku,
  zonalGateway,
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
  noCommonProposal,
  pfsMismatch,
  nobodyOpensToDevice,
  ignoredDevice,
  nobodyNoticesDeadPeer,
  ownLinesThatBreak,
  deviceGivesUp,
  deviceDoesNotCallAgain,
  habitWithoutEffect,
  routesOutliveTunnel,
  routesNotPutBack,
  contradictoryRouteHabits,
  pairNotPossible,
  nameOfPairMember,
  duplicateExpectation,
  contradictoryLimits,
  faultWithoutDevice,
  unfitFaultParameter,
  scenarioBegin,
  expectedScenario,
  nothingToMeasure,
  trafficToItself,
  duplicateTraffic,
  notEmulatedYet,
];

/** How many breaches of one rule are reported at most; more would not help. */
const mostOfOneRule = 20;

/** Everything in the definition that breaks a rule, in the order of the rules. */
export function checkRules(definition: Definition, faults: readonly KnownFault[]): Finding[] {
  return rules.flatMap(({ name, severity, check }) => {
    const findings: Finding[] = [];
    for (const breach of check(definition, faults)) {
      findings.push({ rule: name, severity, ...breach });
      if (findings.length === mostOfOneRule) break;
    }
    return findings;
  });
}
