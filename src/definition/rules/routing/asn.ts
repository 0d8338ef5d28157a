import { shown } from '../../../base/quote.ts';
import { azureBgp, highestAsn, reservedAsns } from '../../azure/bgp.ts';
import type { Definition } from '../../definition.ts';
import { ends } from '../connections/ends.ts';
import { placedGateways, placedLocalGateways } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const sameAsn: Rule = {
  name: 'same-asn-at-both-ends',
  severity: 'error',
  source:
    "VPN Gateway FAQ: the ASN on premises and that of the gateway must differ. Azure's own code is not known.",
  *check(definition) {
    for (const { connection, gateway, local } of ends(definition)) {
      const asn = local?.value.bgpSettings?.asn;
      if (!connection.value.enableBgp || !gateway || !local || asn !== gateway.value.bgpSettings.asn)
        continue;
      yield {
        path: [...local.path, 'bgpSettings', 'asn'],
        basis: [[...gateway.path, 'bgpSettings', 'asn']],
        message: `${shown(gateway.value.name)} and ${shown(local.value.name)} both have the ASN ${asn}, but are joined by a connection with BGP.`,
        advice: 'Give the site another ASN: the ASNs of the two ends must differ.',
      };
    }
  },
};

export const reservedAsn: Rule = {
  name: 'reserved-asn',
  severity: 'error',
  source: `${azureBgp.reservedAsns.source}: ASNs reserved by Azure and by IANA. ${azureBgp.defaultAsn.value} is for the Azure side only: for gateways and virtual hubs.`,
  *check(definition) {
    const atGateways = placedGateways(definition)
      .map(({ value, path }) => ({ name: shown(value.name), asn: value.bgpSettings.asn, path }))
      .filter(({ asn }) => asn !== azureBgp.defaultAsn.value);
    const atSites = placedLocalGateways(definition).map(({ value, path }) => ({
      name: shown(value.name),
      asn: value.bgpSettings?.asn ?? 0,
      path,
    }));
    const hubs = new Set(placedHubs(definition).map(({ value }) => shown(value.name)));
    const isHub = ({ name, asn }: { readonly name: string; readonly asn: number }) =>
      asn === azureBgp.defaultAsn.value && hubs.has(name);
    for (const { name, asn, path } of [...atGateways, ...atSites.filter((site) => !isHub(site))]) {
      const range = reservedAsns.find(({ from, to }) => from <= asn && asn <= to);
      if (!range) continue;
      yield {
        path: [...path, 'bgpSettings', 'asn'],
        message: `${name} has the ASN ${asn}, which is reserved by ${range.by}.`,
        advice: 'Use an ASN of your own, or a private one from 64512 to 65514.',
      };
    }
  },
};

export const asnOfAzure: Rule = {
  name: 'asn-of-azure-at-site',
  severity: 'warning',
  source: `Connect a VPN gateway to Azure Virtual WAN: the instances of a virtual hub have the ASN ${azureBgp.defaultAsn.value}, so the gateway at the other end needs another one.`,
  *check(definition) {
    for (const { value, path } of placedHubs(definition)) {
      yield {
        path: [...path, 'bgpSettings', 'asn'],
        message: `${shown(value.name)} has the ASN ${azureBgp.defaultAsn.value}, which is Azure's own: that is right for a virtual hub, and wrong for a device on premises.`,
        advice: 'Give a device on premises an ASN of its own, or a private one from 64512 to 65514.',
      };
    }
  },
};

/** The local network gateways with Azure's own ASN that are connected only to gateways with other ASNs. */
function placedHubs(definition: Definition) {
  const { value: azures } = azureBgp.defaultAsn;
  return placedLocalGateways(definition).filter(({ value }) => {
    const gateways = ends(definition).flatMap(({ gateway, local }) =>
      gateway && local?.value === value ? [gateway.value] : [],
    );
    return (
      value.bgpSettings?.asn === azures &&
      gateways.length > 0 &&
      gateways.every(({ bgpSettings }) => bgpSettings.asn !== azures)
    );
  });
}

export const asnOutOfRange: Rule = {
  name: 'asn-out-of-range',
  severity: 'error',
  source:
    'RFC 6793: ASNs have four bytes; 0 and the last one are not for use (RFC 7607, RFC 7300). Azure: "cannot have an ASN of zero".',
  *check(definition) {
    const all = [
      ...placedGateways(definition).map(({ value, path }) => ({
        asn: value.bgpSettings.asn,
        name: shown(value.name),
        path,
      })),
      ...placedLocalGateways(definition).flatMap(({ value, path }) =>
        value.bgpSettings ? [{ asn: value.bgpSettings.asn, name: shown(value.name), path }] : [],
      ),
    ];
    for (const { asn, name, path } of all.filter(({ asn }) => asn < 1 || asn > highestAsn)) {
      yield {
        path: [...path, 'bgpSettings', 'asn'],
        message: `${name} has the ASN ${asn}, which is not a valid ASN.`,
        advice: `Use an ASN from 1 to ${highestAsn}.`,
      };
    }
  },
};
