import { shown } from '../../../base/quote.ts';
import { azureIpsec } from '../../azure/ipsec.ts';
import { isCombined } from '../../azure/ipsec-algorithms.ts';
import { skuNamed, smallestFullSku } from '../../azure/skus.ts';
import type { Connection, Definition, IpsecPolicy } from '../../definition.ts';
import { type Placed, placedConnections } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { ends } from './ends.ts';

export const gcmIntegrity: Rule = {
  name: 'gcm-needs-the-same-integrity',
  severity: 'error',
  source:
    'VPN Gateway FAQ: with GCM, integrity is the same as encryption. IKE may have a SHA instead, as its pseudo-random function.',
  *check(definition) {
    for (const { connection, policy, path } of policies(definition)) {
      for (const [encryption, integrity] of algorithmPairs) {
        const [cipher, check] = [policy[encryption], policy[integrity]];
        const isRight =
          encryption === 'ikeEncryption' ? !isCombined(check) : !isCombined(check) && !isCombined(cipher);
        if (isRight || cipher === check) continue;
        yield {
          path: [...path, integrity],
          basis: [[...path, encryption]],
          message: `${shown(connection.value.name)} has ${encryption} ${cipher} and ${integrity} ${check}; GCM does both, so both must be the same.`,
          advice: isCombined(cipher)
            ? `Set ${integrity}: ${cipher}.`
            : `Set ${integrity} to SHA256, or ${encryption}: ${check}.`,
        };
      }
    }
  },
};

export const lifetimeOutOfRange: Rule = {
  name: 'sa-lifetime-out-of-range',
  severity: 'error',
  source: `${azureIpsec.saLifetime.source}.`,
  *check(definition) {
    for (const { connection, policy, path } of policies(definition)) {
      for (const { property, unit, fact } of lifetimes) {
        if (policy[property] >= fact.least && policy[property] <= fact.most) continue;
        yield {
          path: [...path, property],
          message: `${shown(connection.value.name)} has ${property}: ${policy[property]}; Azure accepts ${fact.least} to ${fact.most} ${unit}.`,
          advice: `Azure's default is ${fact.usual}.`,
        };
      }
    }
  },
};

export const basicWithPolicy: Rule = {
  name: 'basic-sku-ipsec-policy',
  severity: 'error',
  source: "VPN Gateway FAQ: custom IPsec policies on every SKU except Basic. Azure's own code is not known.",
  *check(definition) {
    for (const { connection, gateway } of ends(definition)) {
      const sku = gateway && skuNamed(gateway.value.sku);
      if (!connection.value.ipsecPolicy || !gateway || !sku || sku.ipsecPolicies) continue;
      yield {
        path: [...connection.path, 'ipsecPolicies'],
        basis: [[...gateway.path, 'sku']],
        message: `${shown(connection.value.name)} has a custom IPsec policy, which the SKU ${sku.name} of ${shown(gateway.value.name)} does not support.`,
        advice: `Use ${smallestFullSku} or larger, or leave ipsecPolicies out.`,
      };
    }
  },
};

const algorithmPairs = [
  ['ikeEncryption', 'ikeIntegrity'],
  ['ipsecEncryption', 'ipsecIntegrity'],
] as const;

const lifetimes = [
  { property: 'saLifeTimeSeconds', unit: 'seconds', fact: azureIpsec.saLifetime },
  { property: 'saDataSizeKilobytes', unit: 'kilobytes', fact: azureIpsec.saDataSize },
] as const;

interface PlacedPolicy {
  readonly connection: Placed<Connection>;
  readonly policy: IpsecPolicy;
  readonly path: readonly (string | number)[];
}

const policies = (definition: Definition): PlacedPolicy[] =>
  placedConnections(definition).flatMap((connection) => {
    const { ipsecPolicy: policy } = connection.value;
    return policy ? [{ connection, policy, path: [...connection.path, 'ipsecPolicies', 0] }] : [];
  });
