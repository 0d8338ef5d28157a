import type { Path } from '../sources/path.ts';

/** The message about a property that Azure has and lab files do not. */
export interface AzureProperty {
  readonly rule: string;
  readonly message: string;
  readonly advice: string;
  /** The property of a lab file that this one stands for, and which is missing therefore. */
  readonly standsFor?: string;
}

/**
 * The message about a property of Azure; undefined for any other property.
 *
 * @param owner place of the object that has the property
 */
export function azureProperty(name: string, owner: Path): AzureProperty | undefined {
  if (name === 'bgpPeeringAddresses' && owner[0] === 'localNetworkGateways') return peeringAddressesOfDevice;
  const notEmulated = notEmulatedYet.get(name);
  if (notEmulated) return { rule: 'not-emulated-yet', ...notEmulated };
  const notNeeded = notNeededHere.get(name);
  return notNeeded && { rule: 'property-not-needed', ...notNeeded };
}

/** Azure's own code (azure-powershell#11748). */
const peeringAddressesOfDevice: AzureProperty = {
  rule: 'LocalNetworkGatewayBgpPeeringAddressesMustbeNull',
  message: 'A local network gateway has one BGP peer IP address, which all instances use.',
  advice: 'Write it in bgpPeeringAddress.',
  standsFor: 'bgpPeeringAddress',
};

type Words = Omit<AzureProperty, 'rule'>;

const addressTranslation: Words = {
  message:
    'NAT rules are not emulated: both ends would see the real addresses, and overlapping ones stay an error.',
  advice: 'Leave the property out, and give both ends different addresses.',
};
const privateTunnel: Words = {
  message: 'Tunnels between private addresses, over ExpressRoute, are not emulated yet.',
  advice: 'Leave the property out: tunnels have public addresses.',
};
const certificates: Words = {
  message: 'Connections authenticate with a shared key; certificates are not emulated yet.',
  advice: 'Leave the property out, and write sharedKey.',
};

const notEmulatedYet: ReadonlyMap<string, Words> = new Map(
  Object.entries({
    natRules: addressTranslation,
    ingressNatRules: addressTranslation,
    egressNatRules: addressTranslation,
    enableBgpRouteTranslationForNat: addressTranslation,
    useLocalAzureIpAddress: privateTunnel,
    enablePrivateIpAddress: privateTunnel,
    authenticationType: certificates,
    certificateAuthentication: certificates,
    vpnType: {
      message:
        'All gateways are route-based, as BGP and active-active require; PolicyBased is not emulated yet.',
      advice: 'Leave vpnType out.',
    },
    connectionProtocol: {
      message: "All connections use IKEv2, Azure's default; IKEv1 is not emulated yet.",
      advice: 'Leave connectionProtocol out.',
    },
    vpnClientProtocols: {
      message: 'All clients use IKEv2; OpenVPN and SSTP are not emulated yet.',
      advice: 'Leave vpnClientProtocols out.',
    },
    gatewayDefaultSite: {
      message: 'Forced tunnelling is not emulated yet.',
      advice: 'Leave gatewayDefaultSite out.',
    },
    customRoutes: {
      message: 'Routes for clients beyond the virtual network are not emulated yet.',
      advice: 'Leave customRoutes out.',
    },
  }),
);

const credentials: Words = {
  message: 'The lab creates the credentials of its VPN clients itself.',
  advice: 'Leave the property out; vpnAuthenticationType selects their kind.',
};
const alwaysPeered: Words = {
  message:
    'Peered virtual networks reach each other in a lab, and no machine there forwards packets of others.',
  advice: 'Leave the property out.',
};
const ofTheResource: Words = {
  message: 'The location of a resource in Azure, and its tags, make no difference in a lab.',
  advice: 'Leave it out.',
};

const notNeededHere: ReadonlyMap<string, Words> = new Map(
  Object.entries({
    routingWeight: {
      message: 'The routing weight has no effect on VPN connections, only on those of ExpressRoute.',
      advice: 'Leave it out; asPathPrepend makes a device the second choice.',
    },
    peerWeight: {
      message: 'The peer weight is always 0 in a lab.',
      advice: 'Leave it out; asPathPrepend makes a device the second choice.',
    },
    vpnGatewayGeneration: {
      message: 'The generation is about throughput, which a lab does not show.',
      advice: 'Leave vpnGatewayGeneration out.',
    },
    gatewayType: {
      message: 'All gateways of a lab are VPN gateways.',
      advice: 'Leave gatewayType out.',
    },
    connectionType: {
      message: 'The type of a connection follows from its other end.',
      advice:
        'Leave connectionType out; write localNetworkGateway2 (IPsec) or virtualNetworkGateway2 (Vnet2Vnet).',
    },
    ipConfigurations: {
      message: 'In a lab a gateway lists its public IP addresses directly.',
      advice: 'Write publicIPAddresses, in the order of ipConfigurations, and virtualNetwork.',
      standsFor: 'publicIPAddresses',
    },
    vpnClientRootCertificates: credentials,
    vpnClientRevokedCertificates: credentials,
    radiusServers: credentials,
    radiusServerAddress: credentials,
    radiusServerSecret: credentials,
    allowVirtualNetworkAccess: alwaysPeered,
    allowForwardedTraffic: alwaysPeered,
    location: ofTheResource,
    tags: ofTheResource,
  }),
);
