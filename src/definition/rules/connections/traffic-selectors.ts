import { shown } from '../../../base/quote.ts';
import { isApipa } from '../../azure/bgp.ts';
import { azureIpsec } from '../../azure/ipsec.ts';
import { skuNamed, smallestFullSku } from '../../azure/skus.ts';
import { customBgpAddressOf } from '../../custom-bgp-addresses.ts';
import type { Connection, VirtualNetworkGateway } from '../../definition.ts';
import { areCarried, areSame, mirrored } from '../../traffic-selectors.ts';
import { placedConnections } from '../placed.ts';
import type { Breach, Rule } from '../rule.ts';
import { ends } from './ends.ts';
import { prefixesBehind, type Selective, selective, useSelectors } from './selective.ts';

export const selectorsWithoutPolicy: Rule = {
  name: 'traffic-selectors-without-policy',
  severity: 'warning',
  source:
    'Connect a VPN gateway to multiple policy-based devices: a complete custom policy is required. Configure custom IPsec/IKE policies, which is newer: the default policy will do.',
  *check(definition) {
    for (const { value, path } of placedConnections(definition)) {
      if (!value.usePolicyBasedTrafficSelectors || value.ipsecPolicy) continue;
      yield {
        path: [...path, useSelectors],
        basis: [[...path, 'ipsecPolicies']],
        message: `${shown(value.name)} has policy-based traffic selectors without a custom IPsec policy. Microsoft's documents disagree whether that is possible.`,
        advice: 'Add ipsecPolicies to be on the safe side.',
      };
    }
  },
};

export const selectorsWithoutEffect: Rule = {
  name: 'traffic-selectors-without-effect',
  severity: 'warning',
  source:
    'Custom traffic selectors for VPN Gateway: usePolicyBasedTrafficSelectors enables them, and a gateway proposes them only when it initiates.',
  *check(definition) {
    for (const { value, path } of placedConnections(definition)) {
      if (value.trafficSelectorPolicies && !value.usePolicyBasedTrafficSelectors)
        yield {
          path: [...path, 'trafficSelectorPolicies'],
          basis: [[...path, useSelectors]],
          message: `${shown(value.name)} has trafficSelectorPolicies without usePolicyBasedTrafficSelectors: it proposes any to any.`,
          advice: 'Set usePolicyBasedTrafficSelectors: true, or leave them out.',
        };
      if (value.usePolicyBasedTrafficSelectors && value.connectionMode === 'ResponderOnly')
        yield {
          path: [...path, useSelectors],
          basis: [[...path, 'connectionMode']],
          message: `${shown(value.name)} is ResponderOnly: the gateway proposes no traffic selectors, and accepts those of the other end.`,
          advice: 'Set connectionMode: Default, or leave usePolicyBasedTrafficSelectors out.',
        };
    }
  },
};

export const basicWithSelectors: Rule = {
  name: 'basic-sku-traffic-selectors',
  severity: 'error',
  source:
    "The option came with custom IPsec policies, which the SKU Basic does not have (azure-docs#8535). Azure's own code is not known.",
  *check(definition) {
    for (const { connection, gateway } of ends(definition)) {
      const sku = gateway && skuNamed(gateway.value.sku);
      if (!connection.value.usePolicyBasedTrafficSelectors || !gateway || !sku || sku.ipsecPolicies) continue;
      yield {
        path: [...connection.path, useSelectors],
        basis: [[...gateway.path, 'sku']],
        message: `${shown(connection.value.name)} has policy-based traffic selectors, which the SKU ${sku.name} of ${shown(gateway.value.name)} does not support.`,
        advice: `Use ${smallestFullSku} or larger, or leave ${useSelectors} out.`,
      };
    }
  },
};

export const selectorCount: Rule = {
  name: 'traffic-selector-count',
  severity: 'error',
  source: `${azureIpsec.childSas.source}: ${azureIpsec.childSas.value} quick mode SAs. Without trafficSelectorPolicies there is one for every pair of prefixes.`,
  *check(definition) {
    for (const { connection, gateway, local, remote } of ends(definition)) {
      const { name, usePolicyBasedTrafficSelectors, trafficSelectorPolicies } = connection.value;
      const other = local ?? remote;
      if (!usePolicyBasedTrafficSelectors || trafficSelectorPolicies || !gateway || !other) continue;
      const pairs =
        prefixesBehind(gateway.value, definition).length *
        (local
          ? local.value.localNetworkAddressSpace.addressPrefixes
          : prefixesBehind(remote?.value, definition)
        ).length;
      if (pairs > 0 && pairs <= azureIpsec.childSas.value) continue;
      yield {
        path: [...connection.path, useSelectors],
        basis: [[...connection.path, 'trafficSelectorPolicies'], other.path, ['virtualNetworks']],
        message:
          pairs === 0
            ? `${shown(name)} has policy-based traffic selectors, and ${shown(other.value.name)} has no prefixes for them.`
            : `${shown(name)} has ${pairs} traffic selectors, one for every pair of prefixes; Azure has at most ${azureIpsec.childSas.value} SAs a tunnel.`,
        advice: `Write trafficSelectorPolicies, or other addressPrefixes at ${shown(other.value.name)}.`,
      };
    }
  },
};

export const selectorsDoNotMatch: Rule = {
  name: 'traffic-selectors-do-not-match',
  severity: 'error',
  source: 'Traffic selectors with nothing in common are refused: TS_UNACCEPTABLE (RFC 7296, 2.9).',
  *check(definition) {
    for (const { connection, device, proposed, carried, basis } of selective(definition)) {
      if (!device?.value.ipsec?.trafficSelectors || !proposed || carried?.length !== 0) continue;
      yield {
        path: [...device.path, 'ipsec', 'trafficSelectors'],
        basis,
        message: `The traffic selectors of ${shown(device.value.name)} have nothing in common with those of ${shown(connection.value.name)}: no tunnel comes up.`,
        advice: 'Let both have the same ones, local and remote exchanged.',
      };
    }
  },
};

export const selectorsDiffer: Rule = {
  name: 'traffic-selectors-differ',
  severity: 'warning',
  source: 'The responder narrows what the initiator proposes to what both have (RFC 7296, 2.9).',
  *check(definition) {
    for (const { connection, device, proposed, carried, basis } of selective(definition)) {
      const own = device?.value.ipsec?.trafficSelectors;
      if (!device || !own || !proposed || carried?.length === 0) continue;
      if (connection.value.connectionMode === 'ResponderOnly' || areSame(own.map(mirrored), proposed))
        continue;
      yield {
        path: [...device.path, 'ipsec', 'trafficSelectors'],
        basis,
        message: `The traffic selectors of ${shown(device.value.name)} are not those of ${shown(connection.value.name)}: where they overlap, the SAs carry what both have.`,
        advice: 'Let both have the same ones, local and remote exchanged.',
      };
    }
  },
};

export const bgpOutsideSelectors: Rule = {
  name: 'bgp-outside-traffic-selectors',
  severity: 'error',
  source: 'A packet that no traffic selector covers is not sent into the tunnel (RFC 4301, 4.4.1).',
  *check(definition) {
    for (const found of selective(definition)) yield* bgpOutside(found);
  },
};

function bgpOutside({ connection, gateway, local, carried, basis }: Selective): Breach[] {
  const peer = local?.value.bgpSettings?.bgpPeeringAddress;
  if (!connection.value.enableBgp || !peer || !carried?.length) return [];
  const own = speakersOf(gateway.value, connection.value, peer).find(
    (address) => !areCarried(carried, address, peer),
  );
  if (own === undefined) return [];
  return [
    {
      path: [...connection.path, 'enableBgp'],
      basis: [...basis, [...gateway.path, 'bgpSettings'], [...local.path, 'bgpSettings']],
      message: `No traffic selector of ${shown(connection.value.name)} covers BGP between ${own} and ${peer}: the session never comes up.`,
      advice: `Let a traffic selector cover both addresses (without trafficSelectorPolicies: add ${peer}/32 to the prefixes of ${shown(local.value.name)}), or set enableBgp: false.`,
    },
  ];
}

function speakersOf(gateway: VirtualNetworkGateway, connection: Connection, peer: string): string[] {
  const { bgpPeeringAddresses } = gateway.bgpSettings;
  return bgpPeeringAddresses.flatMap((address, instance) => {
    const used = isApipa(peer) ? customBgpAddressOf(gateway, instance, connection) : address;
    return used === undefined || used === '' ? [] : [used];
  });
}
