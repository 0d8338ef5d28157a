import { z } from 'zod';

/** What made a node notice a fault. */
export const mechanismSchema = z.enum([
  'health-probe',
  'bfd',
  'dpd',
  'ike-closed',
  'bgp-hold',
  'bgp-notification',
  'bgp-session',
  'carrier',
  'takeover',
  'replacement',
]);

export type Mechanism = z.infer<typeof mechanismSchema>;

export const decisionSchema = z
  .object({
    mechanism: mechanismSchema,
    node: z.string().describe('The node on which it happened.'),
    text: z.string().describe('Both in words: "IKE dead peer detection on device2".'),
    whose: z
      .enum(['documented', 'yours', 'assumed'])
      .exactOptional()
      .describe(
        "Whose number the mechanism's timer is: documented by Azure, yours (the device's or the design's own), or assumed by this project because Azure publishes none. Absent: not determined.",
      ),
  })
  .readonly();

/** The mechanism that ended, or should end, a detection. */
export type Decision = z.infer<typeof decisionSchema>;

const names: Readonly<Record<Mechanism, string>> = {
  'health-probe': 'health probe (BFD)',
  bfd: 'BFD',
  dpd: 'IKE dead peer detection',
  'ike-closed': 'IKE SA closed by the peer',
  'bgp-hold': 'BGP hold timer',
  'bgp-notification': 'BGP NOTIFICATION from the peer',
  'bgp-session': 'BGP session lost',
  carrier: 'loss of carrier',
  takeover: 'takeover of the addresses (VRRP)',
  replacement: 'return of the failed machine',
};

export function decisionOf(mechanism: Mechanism, node: string): Decision {
  return { mechanism, node, text: `${names[mechanism]} on ${node}` };
}
