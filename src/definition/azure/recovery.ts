import type { TextFact } from './fact.ts';

/** How long an active-standby gateway is interrupted, as documented. For active-active Azure gives no figure. */
export const azureRecovery = {
  plannedMaintenance: {
    what: 'Interruption in planned maintenance, active-standby',
    text: '10 to 15 seconds',
    source: 'Design highly available gateway connectivity (Azure VPN Gateway, 2024-07-24)',
    confidence: 'documented',
  },
  unplannedFailure: {
    what: 'Interruption when the active instance fails, active-standby',
    text: '1 to 3 minutes in the worst case',
    source: 'Design highly available gateway connectivity (Azure VPN Gateway, 2024-07-24)',
    confidence: 'documented',
  },
  reset: {
    what: 'Interruption by a reset of the gateway, active-standby',
    text: 'less than 1 minute',
    source: 'Reset a VPN gateway or a connection (Azure VPN Gateway; the figure is in its 2017 text)',
    confidence: 'documented',
  },
} as const satisfies Readonly<Record<string, TextFact>>;
