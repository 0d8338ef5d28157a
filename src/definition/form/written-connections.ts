import * as z from 'zod';
import { azureGateways } from '../azure/gateways.ts';
import { azureIpsec } from '../azure/ipsec.ts';
import { ipsecAlgorithms } from '../azure/ipsec-algorithms.ts';
import { formKit } from './form-kit.ts';
import type { Leaf } from './leaf.ts';
import { address, azureName, sharedKey } from './value-checks.ts';
import { trafficSelectorsForm } from './written-traffic-selectors.ts';

/** A connection with its IPsec policy. */
export function connectionForm(leaf: Leaf) {
  const { saLifetime, saDataSize, dpdTimeout, childSas } = azureIpsec;
  const { text, reference, optionalReference, truth, number, listOfAzure } = formKit(leaf);
  // A wrong word is replaced by the first one, and nothing that depends on it is reported.
  const oneOf = <const Word extends string>(words: readonly [Word, ...Word[]], description: string) =>
    leaf(z.enum(words), words[0]).describe(description);
  const ipsecPolicy = z.strictObject({
    ikeEncryption: oneOf(ipsecAlgorithms.ikeEncryption, 'Encryption of IKE (phase 1).'),
    ikeIntegrity: oneOf(ipsecAlgorithms.ikeIntegrity, 'Integrity of IKE (phase 1).'),
    dhGroup: oneOf(ipsecAlgorithms.dhGroup, "Group of IKE's key exchange (phase 1)."),
    ipsecEncryption: oneOf(ipsecAlgorithms.ipsecEncryption, 'Encryption of IPsec (phase 2).'),
    ipsecIntegrity: oneOf(
      ipsecAlgorithms.ipsecIntegrity,
      'Integrity of IPsec (phase 2); with GCM the same as its encryption.',
    ),
    pfsGroup: oneOf(
      ipsecAlgorithms.pfsGroup,
      'Group of the key exchanges of IPsec (perfect forward secrecy).',
    ),
    saLifeTimeSeconds: leaf(number({ minimum: saLifetime.least, maximum: saLifetime.most }), 0).describe(
      `Lifetime of an IPsec SA in seconds, ${saLifetime.least} to ${saLifetime.most}.`,
    ),
    saDataSizeKilobytes: leaf(number({ minimum: saDataSize.least, maximum: saDataSize.most }), 0).describe(
      `Lifetime of an IPsec SA in kilobytes, ${saDataSize.least} to ${saDataSize.most}.`,
    ),
  });
  const chosenCustomAddress = z.strictObject({
    ipConfigurationId: reference(
      'The IP configuration of the instance, as in bgpPeeringAddresses of the gateway.',
    ),
    customBgpIpAddress: text(address).describe('One of the custom BGP addresses of that instance.'),
  });
  const connection = z.strictObject({
    name: text(azureName).describe('Name of the connection.'),
    virtualNetworkGateway1: reference('Name of the VPN gateway whose connection this is.'),
    localNetworkGateway2: optionalReference('Name of the local network gateway at the other end.'),
    virtualNetworkGateway2: optionalReference(
      'Name of the VPN gateway at the other end, in place of a local network gateway (VNet-to-VNet). It needs a connection back.',
    ),
    sharedKey: text(sharedKey).describe(
      'Pre-shared key, the same on both ends. In a lab it protects nothing: do not use a real one.',
    ),
    enableBgp: truth(
      'Whether routes are exchanged by BGP. Default: false, as in ARM, also if both ends have BGP.',
    ),
    gatewayCustomBgpIpAddresses: leaf(
      listOfAzure(chosenCustomAddress, azureGateways.instances).optional(),
      undefined,
    ).describe(
      'Which custom BGP address of each instance this connection uses. Default: the first one of the instance.',
    ),
    dpdTimeoutSeconds: leaf(number({ minimum: 0, maximum: dpdTimeout.most }).optional(), undefined).describe(
      `Seconds without an answer until the peer counts as dead, ${dpdTimeout.least} to ${dpdTimeout.most}. Default, also written as 0: the profile decides (Azure: ${dpdTimeout.usual}).`,
    ),
    connectionMode: leaf(
      z.enum(['Default', 'ResponderOnly', 'InitiatorOnly']).optional(),
      undefined,
    ).describe('Which side opens the tunnel. Default: either.'),
    ipsecPolicies: leaf(listOfAzure(ipsecPolicy, azureGateways.ipsecPolicies).optional(), undefined).describe(
      'One complete custom IPsec policy, which replaces all default proposals.',
    ),
    usePolicyBasedTrafficSelectors: truth(
      'true: the gateway proposes pairs of prefixes in place of any to any. It needs an engine whose kernel has ESP. Default: false.',
    ),
    trafficSelectorPolicies: leaf(
      listOfAzure(trafficSelectorsForm(leaf), childSas).optional(),
      undefined,
    ).describe(
      'The pairs of prefixes, one SA for each item. Default: every prefix of the virtual network with every one of the other end.',
    ),
  });
  return connection;
}
