import { shown } from '../../../base/quote.ts';
import { azureBgp, highestAsn, reservedAsns } from '../../azure/bgp.ts';
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
  source: `${azureBgp.reservedAsns.source}: ASNs reserved by Azure and by IANA. ${azureBgp.defaultAsn.value} is for the Azure side only.`,
  *check(definition) {
    const atGateways = placedGateways(definition)
      .map(({ value, path }) => ({ name: shown(value.name), asn: value.bgpSettings.asn, path }))
      .filter(({ asn }) => asn !== azureBgp.defaultAsn.value);
    const atSites = placedLocalGateways(definition).map(({ value, path }) => ({
      name: shown(value.name),
      asn: value.bgpSettings?.asn ?? 0,
      path,
    }));
    for (const { name, asn, path } of [...atGateways, ...atSites]) {
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
