import { azureAddresses } from './addresses.ts';
import { azureBgp } from './bgp.ts';
import type { AzureFact } from './fact.ts';
import { azureGateways } from './gateways.ts';
import { azureIpsec } from './ipsec.ts';
import { azureRecovery } from './recovery.ts';

/** All facts about Azure that this program relies on, by subject. {@link skus} is a separate table. */
export const azureFacts: readonly { readonly subject: string; readonly facts: readonly AzureFact[] }[] = [
  { subject: 'Gateways', facts: Object.values(azureGateways) },
  { subject: 'Addresses', facts: Object.values(azureAddresses) },
  { subject: 'BGP', facts: Object.values(azureBgp) },
  { subject: 'IPsec', facts: Object.values(azureIpsec) },
  { subject: 'Recovery', facts: Object.values(azureRecovery) },
];
