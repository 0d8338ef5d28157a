import { shown } from '../../../base/quote.ts';
import { azureBgp } from '../../azure/bgp.ts';
import type { Definition } from '../../definition.ts';
import { standsForDevice } from '../../device-lines.ts';
import { areAllEndsKnown, type Ends, ends, gatewayPairs } from '../connections/ends.ts';
import type { Rule } from '../rule.ts';

export const bgpAtOneEnd: Rule = {
  name: 'bgp-at-one-end-only',
  severity: 'error',
  source:
    'Configure BGP for VPN Gateway, "VNet-to-VNet": BGP is switched on for both connections, or for neither.',
  *check(definition) {
    for (const { there, back } of gatewayPairs(definition)) {
      if (there.value.enableBgp === back.value.enableBgp) continue;
      const [on, off] = there.value.enableBgp ? [there, back] : [back, there];
      yield {
        path: [...off.path, 'enableBgp'],
        basis: [[...on.path, 'enableBgp']],
        message: `${shown(on.value.name)} has BGP, but ${shown(off.value.name)} in the other direction does not.`,
        advice:
          'Set enableBgp: true on both, or on neither: without BGP two virtual networks reach each other, but nothing beyond.',
      };
    }
  },
};

export const sameAsnOfGateways: Rule = {
  name: 'same-asn-at-both-gateways',
  severity: 'error',
  source:
    "VPN Gateway FAQ: two gateways that are connected with BGP have different ASNs. Azure's own code is not known.",
  *check(definition) {
    for (const { there, back, gateway, remote } of gatewayPairs(definition)) {
      const { asn } = gateway.value.bgpSettings;
      if (!there.value.enableBgp || !back.value.enableBgp || asn !== remote.value.bgpSettings.asn) continue;
      yield {
        path: [...remote.path, 'bgpSettings', 'asn'],
        basis: [[...gateway.path, 'bgpSettings', 'asn']],
        message: `${shown(gateway.value.name)} and ${shown(remote.value.name)} both have the ASN ${asn}, but are joined by connections with BGP.`,
        advice: `Set bgpSettings.asn of one of them to another one; ${azureBgp.defaultAsn.value} is the default of every gateway.`,
      };
    }
  },
};

export const noTransit: Rule = {
  name: 'no-transit-without-bgp',
  severity: 'warning',
  source:
    'Article, "Highly Available VNet-to-VNet": BGP is optional unless transit routing over the connection is required.',
  *check(definition) {
    if (!areAllEndsKnown(definition)) return;
    for (const { there, back, gateway, remote } of gatewayPairs(definition)) {
      if (there.value.enableBgp || back.value.enableBgp) continue;
      const [near, far] = [gateway, remote].map(({ value }) => ({
        network: value.virtualNetwork,
        neighbours: neighbours(definition, value.name),
      }));
      if (!near || !far) continue;
      const separated = [
        ...beyond(near, far).map((name) => `${shown(name)} and ${shown(far.network)} do not`),
        ...beyond(far, near).map((name) => `${shown(name)} and ${shown(near.network)} do not`),
      ];
      if (separated.length === 0) continue;
      yield {
        path: there.path,
        basis: [...[there, back].map(({ path }) => [...path, 'enableBgp']), ['sites']],
        message: `${shown(there.value.name)} has no BGP: ${shown(near.network)} and ${shown(far.network)} reach each other through it, ${separated.slice(0, 3).join(', ')}.`,
        advice: `Set enableBgp: true on ${shown(there.value.name)} and ${shown(back.value.name)}, with different ASNs at their gateways, if these are to reach each other (article, "Highly Available VNet-to-VNet").`,
      };
    }
  },
};

interface Side {
  readonly network: string;
  readonly neighbours: ReadonlySet<string>;
}

/** The sites and virtual networks that are connected to one virtual network but not to the other. */
const beyond = (side: Side, other: Side) =>
  [...side.neighbours].filter((name) => name !== other.network && !other.neighbours.has(name));

/** The sites and virtual networks that a gateway has a connection to. */
function neighbours(definition: Definition, gateway: string): Set<string> {
  return new Set(
    ends(definition)
      .filter(({ connection }) => connection.value.virtualNetworkGateway1 === gateway)
      .map((end) => neighbour(definition, end)),
  );
}

function neighbour({ sites }: Definition, { local, remote }: Ends): string {
  const name = local?.value.name ?? '';
  const site = sites.find(({ devices }) => devices.some(standsForDevice(name)));
  return remote?.value.virtualNetwork ?? site?.name ?? name;
}
