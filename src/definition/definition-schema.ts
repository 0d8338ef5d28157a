import { z } from 'zod';
import type { Definition } from './definition.ts';
import { deviceIpsecForm } from './form/written-device-ipsec.ts';
import { writtenLimits } from './form/written-faults.ts';
import { bgpTimersSchema, healthProbeSchema, profileNames } from './profile.ts';

const trafficPair = z.object({ from: z.string(), to: z.string() });

const virtualNetwork = z.object({
  name: z.string(),
  addressPrefixes: z.array(z.string()),
  subnets: z.array(z.object({ name: z.string(), addressPrefix: z.string() })),
  virtualMachines: z.array(z.object({ name: z.string(), subnet: z.string(), privateIPAddress: z.string() })),
  virtualNetworkPeerings: z
    .array(
      z.object({
        remoteVirtualNetwork: z.string(),
        allowGatewayTransit: z.boolean(),
        useRemoteGateways: z.boolean(),
      }),
    )
    .exactOptional(),
});

const addressSpace = z.object({ addressPrefixes: z.array(z.string()) });

const virtualNetworkGateway = z.object({
  name: z.string(),
  virtualNetwork: z.string(),
  sku: z.string(),
  activeActive: z.boolean(),
  enableBgp: z.boolean(),
  bgpSettings: z.object({
    asn: z.int(),
    bgpPeeringAddresses: z.array(z.string()),
    customBgpIpAddresses: z.array(z.array(z.string())),
    ipConfigurationNames: z.array(z.string()).exactOptional(),
  }),
  publicIPAddresses: z.array(
    z.object({ name: z.string(), ipAddress: z.string(), zones: z.array(z.string()).exactOptional() }),
  ),
  vpnClientConfiguration: z
    .object({
      vpnClientAddressPool: addressSpace,
      vpnAuthenticationType: z.enum(['Certificate', 'Radius']),
    })
    .exactOptional(),
});

const localNetworkGateway = z.object({
  name: z.string(),
  gatewayIpAddress: z.string(),
  fqdn: z.string().exactOptional(),
  localNetworkAddressSpace: addressSpace,
  bgpSettings: z.object({ asn: z.int(), bgpPeeringAddress: z.string() }).exactOptional(),
});

const connection = z.object({
  name: z.string(),
  virtualNetworkGateway1: z.string(),
  localNetworkGateway2: z.string().exactOptional(),
  virtualNetworkGateway2: z.string().exactOptional(),
  enableBgp: z.boolean(),
  gatewayCustomBgpIpAddresses: z
    .array(z.object({ ipConfigurationId: z.string(), customBgpIpAddress: z.string() }))
    .exactOptional(),
  sharedKey: z.string(),
  dpdTimeoutSeconds: z.number().exactOptional(),
  connectionMode: z.enum(['Default', 'ResponderOnly', 'InitiatorOnly']),
  ipsecPolicy: z
    .object({
      ikeEncryption: z.string(),
      ikeIntegrity: z.string(),
      dhGroup: z.string(),
      ipsecEncryption: z.string(),
      ipsecIntegrity: z.string(),
      pfsGroup: z.string(),
      saLifeTimeSeconds: z.number(),
      saDataSizeKilobytes: z.number(),
    })
    .exactOptional(),
});

const ownLines = z.object({ content: z.string(), file: z.string().exactOptional() });

const site = z.object({
  name: z.string(),
  addressPrefixes: z.array(z.string()),
  devices: z.array(
    z.object({
      name: z.string(),
      localNetworkGateway: z.string(),
      furtherLocalNetworkGateways: z.array(z.string()).exactOptional(),
      behindNat: z.literal(true).exactOptional(),
      pair: z
        .object({ advertisementSeconds: z.number(), priority: z.int(), preempt: z.boolean() })
        .exactOptional(),
      peers: z.array(z.string()).exactOptional(),
      asPathPrepend: z.int(),
      ipsec: deviceIpsecForm((schema) => schema).exactOptional(),
      firewall: z.literal('stateful').exactOptional(),
      frr: ownLines.exactOptional(),
      swanctl: ownLines.exactOptional(),
      prefers: z.array(z.string()).exactOptional(),
      localPreference: z.int().exactOptional(),
      maximumPaths: z.int().exactOptional(),
      announces: z.array(z.string()).exactOptional(),
      bgpTimers: bgpTimersSchema
        .unwrap()
        .extend({ connectRetrySeconds: z.number().exactOptional() })
        .exactOptional(),
      bfd: z.union([healthProbeSchema, z.literal(false)]).exactOptional(),
      routesFollowTunnel: z.literal(false).exactOptional(),
      putsRoutesBack: z.literal(false).exactOptional(),
      gracefulRestart: z.literal(true).exactOptional(),
      mssClamp: z.union([z.int(), z.literal('none')]).exactOptional(),
    }),
  ),
  hosts: z.array(z.object({ name: z.string(), ipAddress: z.string() })),
});

const vpnClient = z.object({ name: z.string(), virtualNetworkGateway: z.string(), ipAddress: z.string() });

const fault = {
  fault: z.string(),
  target: z.string().exactOptional(),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).optional()),
};

/**
 * The shape of a resolved definition that the program itself saved. It does not check the rules for lab files again:
 * the definition passed them when it was read, and its shared keys may have been removed since.
 */
export const definitionSchema: z.ZodType<Definition, Definition> = z.object({
  name: z.string(),
  summary: z.string(),
  virtualNetworks: z.array(virtualNetwork),
  virtualNetworkGateways: z.array(virtualNetworkGateway),
  localNetworkGateways: z.array(localNetworkGateway),
  connections: z.array(connection),
  sites: z.array(site),
  vpnClients: z.array(vpnClient),
  traffic: z.array(trafficPair),
  expect: z.array(
    z.object({ ...fault, limits: z.partialRecord(z.enum(profileNames), writtenLimits.strip()) }),
  ),
  scenario: z.array(z.object({ atSeconds: z.number(), ...fault })),
});
