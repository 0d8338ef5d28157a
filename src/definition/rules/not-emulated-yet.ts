import { addressIndex, isAddress, isPrefix, prefixContains } from '../address.ts';
import type { Definition } from '../definition.ts';
import { shown } from '../quote.ts';
import { ends, needsBgp } from './bgp.ts';
import { placed, placedGateways, placedLocalGateways, placedSites } from './placed.ts';
import type { Breach, Rule } from './rule.ts';

/**
 * Everything that Azure can do and this program cannot yet. It is all here, so that a piece can be deleted when
 * it works; what remains belongs into the README.
 */
export const notEmulatedYet: Rule = {
  name: 'not-emulated-yet',
  severity: 'error',
  source: 'What this program does, not what Azure does.',
  *check(definition) {
    yield* activeStandby(definition);
    yield* connectionsWithoutBgp(definition);
    yield* automaticPrivateAddresses(definition);
    yield* hostsBehindRouter(definition);
    yield* networkNumbers(definition);
  },
};

function* activeStandby(definition: Definition): Generator<Breach> {
  for (const { value, path } of placedGateways(definition)) {
    if (value.activeActive) continue;
    yield {
      path: [...path, 'activeActive'],
      basis: [[...path, 'sku']],
      message: `${shown(value.name)} is active-standby, which is not emulated yet.`,
      advice: 'Set activeActive: true and list two public IP addresses.',
    };
  }
}

function* connectionsWithoutBgp(definition: Definition): Generator<Breach> {
  for (const { connection, gateway, local } of ends(definition)) {
    if (!gateway || !local || connection.value.enableBgp || needsBgp(definition, local.value)) continue;
    yield {
      path: [...connection.path, 'enableBgp'],
      basis: [
        [...gateway.path, 'enableBgp'],
        [...gateway.path, 'sku'],
        [...local.path, 'bgpSettings'],
      ],
      message: `${shown(connection.value.name)} has no BGP; connections with static routes are not emulated yet.`,
      advice: 'Give both ends bgpSettings, and leave enableBgp out or set it to true.',
    };
  }
}

function* automaticPrivateAddresses(definition: Definition): Generator<Breach> {
  for (const { value, path } of placedLocalGateways(definition)) {
    const address = value.bgpSettings?.bgpPeeringAddress ?? '';
    if (!isAddress(address) || !prefixContains('169.254.0.0/16', address)) continue;
    yield {
      path: [...path, 'bgpSettings', 'bgpPeeringAddress'],
      message: `${shown(value.name)} has the APIPA address ${address} as BGP peer IP address, which is not emulated yet.`,
      advice: 'Use an ordinary address of the site.',
    };
  }
}

/** The hosts of a site are on one LAN, its first prefix. */
function* hostsBehindRouter(definition: Definition): Generator<Breach> {
  for (const { value: site, path } of placedSites(definition)) {
    const [lan, ...others] = site.addressPrefixes;
    if (lan === undefined || !isPrefix(lan)) continue;
    for (const { value, path: host } of placed(site.hosts, [...path, 'hosts'])) {
      const elsewhere = isAddress(value.ipAddress) && !prefixContains(lan, value.ipAddress);
      const inside = others
        .filter(isPrefix)
        .some((prefix) => elsewhere && prefixContains(prefix, value.ipAddress));
      if (!inside) continue;
      yield {
        path: [...host, 'ipAddress'],
        basis: [[...path, 'addressPrefixes']],
        message: `Host ${shown(value.name)} is not in the first prefix of its site (${lan}), which is the only LAN that is emulated yet.`,
        advice: `Choose an address inside of ${lan}, or leave it out.`,
      };
    }
  }
}

/** Every /24 of public addresses is one segment, whose first and last address nobody can have. */
function* networkNumbers(definition: Definition): Generator<Breach> {
  const local = placedLocalGateways(definition).map(({ value, path }) => ({
    name: shown(value.name),
    address: value.gatewayIpAddress,
    path: [...path, 'gatewayIpAddress'],
  }));
  const azure = placedGateways(definition).flatMap((gateway) =>
    placed(gateway.value.publicIPAddresses, [...gateway.path, 'publicIPAddresses']).map(
      ({ value, path }) => ({
        name: shown(value.name),
        address: value.ipAddress,
        path: [...path, 'ipAddress'],
      }),
    ),
  );
  for (const { name, address, path } of [...local, ...azure]) {
    if (!isAddress(address)) continue;
    const last = addressIndex('0.0.0.0/0', address) % 256;
    if (last !== 0 && last !== 255) continue;
    yield {
      path,
      message: `${name} has the public address ${address}; one that ends in .0 or .255 is not emulated yet.`,
      advice: 'Choose one that ends in .1 to .254.',
    };
  }
}

/** Properties that Azure has and a lab file cannot have yet. */
export interface NotEmulatedProperty {
  readonly message: string;
  readonly advice: string;
  /** The property that is not written because this one is. */
  readonly standsFor?: string;
}

/** What to say about a property that is Azure's, but not emulated yet; undefined for any other. */
export function notEmulatedProperty(name: string): NotEmulatedProperty | undefined {
  return properties.get(name);
}

const properties: ReadonlyMap<string, NotEmulatedProperty> = new Map([
  [
    'virtualNetworkGateway2',
    {
      message: 'Connections from virtual network to virtual network are not emulated yet.',
      advice: 'Connect the gateway to a local network gateway: localNetworkGateway2.',
      standsFor: 'localNetworkGateway2',
    },
  ],
  [
    'ipsecPolicies',
    {
      message: 'Custom IPsec policies are not emulated yet.',
      advice: "Leave ipsecPolicies out: Azure's default proposals are used.",
    },
  ],
  [
    'vpnClientConfiguration',
    { message: 'Point-to-site is not emulated yet.', advice: 'Leave vpnClientConfiguration out.' },
  ],
  [
    'gatewayCustomBgpIpAddresses',
    {
      message: 'Custom (APIPA) BGP addresses are not emulated yet.',
      advice: 'Leave gatewayCustomBgpIpAddresses out.',
    },
  ],
  [
    'usePolicyBasedTrafficSelectors',
    {
      message: 'Policy-based traffic selectors are not emulated yet.',
      advice: 'Leave usePolicyBasedTrafficSelectors out: the selectors are any to any.',
    },
  ],
]);
