import type { TextFact } from './fact.ts';

/**
 * How long a gateway is interrupted, as documented. Of active-active gateways Azure gives a figure only for a zone that
 * fails, and of point-to-site clients none at all.
 */
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
  zoneFailure: {
    what: 'Interruption when an availability zone fails',
    text: 'typically up to 1 minute',
    source: 'Reliability in virtual network gateways',
    confidence: 'documented',
  },
  clients: {
    what: 'Point-to-site clients, in planned maintenance and when an instance fails',
    text: 'clients are disconnected, and users have to connect again; no figure',
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
