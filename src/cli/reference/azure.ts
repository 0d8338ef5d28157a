import { type AzureFact, factText } from '../../definition/azure/fact.ts';
import { azureFacts } from '../../definition/azure/facts.ts';
import { type Sku, skus } from '../../definition/azure/skus.ts';
import { code, plain, table } from './table.ts';

/** Every number that is taken as given about Azure, by subject, with its source and how surely it is known. */
export const azureReference = (): string =>
  azureFacts.map(({ subject, facts }) => `### ${subject}\n\n${factsTable(facts)}`).join('\n\n');

const factsTable = (facts: readonly AzureFact[]): string =>
  table([
    ['', 'value', 'source', ''],
    ...facts.map((fact) => [plain(fact.what), plain(factText(fact)), plain(fact.source), fact.confidence]),
  ]);

/** What each SKU of a gateway can do. */
export const skusReference = (): string =>
  table([
    ['SKU', 'tunnels', 'zone-redundant', 'BGP', 'active-active', 'IPsec policies', 'clients with IKEv2', ''],
    ...skus.map(skuRow),
  ]);

function skuRow(sku: Sku): string[] {
  const { name, tunnels, zoneRedundant, bgp, activeActive, ipsecPolicies, ikev2Clients, migratedTo } = sku;
  const features = [zoneRedundant, bgp, activeActive, ipsecPolicies, ikev2Clients];
  return [
    code(name),
    String(tunnels),
    ...features.map((has) => (has ? 'yes' : 'no')),
    migratedTo === undefined ? '' : `no longer created; migrated to ${code(migratedTo)}`,
  ];
}
