import { z } from 'zod';
import { besideAzureText } from '../../definition/azure/bgp.ts';
import { whoseSchema } from '../../definition/origin.ts';

/** What made a node notice a fault. */
export const mechanismSchema = z.enum([
  'health-probe',
  'bfd',
  'dpd',
  'initial-contact',
  'ike-closed',
  'ike-deleted',
  'ike-session',
  'bgp-hold',
  'bgp-notification',
  'bgp-closed',
  'bgp-reset',
  'bgp-session',
  'carrier',
  'takeover',
  'replacement',
  'reconnection',
  'session-return',
  'repair',
  'fault',
]);

export type Mechanism = z.infer<typeof mechanismSchema>;

export const decisionSchema = z
  .object({
    mechanism: mechanismSchema,
    node: z
      .string()
      .describe(
        'The node on which it happened; of a repair: what was repaired; of the fault itself: the fault and its target.',
      ),
    text: z.string().describe('Both in words: "IKE dead peer detection on device2".'),
    whose: whoseSchema
      .exactOptional()
      .describe("Whose number the mechanism's timer is. Absent: no timer has a part in it."),
    assumption: z
      .literal('azureBgpFollowsTunnel')
      .exactOptional()
      .describe('The assumption of the profile without which something else would decide. Absent: none.'),
    flapsOnAzure: z
      .literal(true)
      .exactOptional()
      .describe(
        'The hold time that decides is one with which the session flaps on Azure, and not here. Absent: it is not.',
      ),
  })
  .readonly();

/** The mechanism that ended, or should end, a detection. */
export type Decision = z.infer<typeof decisionSchema>;

const texts: Readonly<Record<Mechanism, (node: string) => string>> = {
  'health-probe': (node) => `health probe (BFD) on ${node}`,
  bfd: (node) => `BFD on ${node}`,
  dpd: (node) => `IKE dead peer detection on ${node}`,
  'initial-contact': (node) => `INITIAL_CONTACT received by ${node}`,
  'ike-closed': (node) => `IKE DELETE received by ${node}`,
  'ike-deleted': (node) => `IKE DELETE sent by ${node}`,
  'ike-session': (node) => `IKE SA lost on ${node}`,
  'bgp-hold': (node) => `BGP hold timer on ${node}`,
  'bgp-notification': (node) => `BGP NOTIFICATION received by ${node}`,
  'bgp-closed': (node) => `BGP session closed by the peer of ${node}`,
  'bgp-reset': (node) => `BGP session reset by ${node}`,
  'bgp-session': (node) => `BGP session lost on ${node}`,
  carrier: (node) => `loss of carrier on ${node}`,
  takeover: (node) => `takeover of the addresses (VRRP) on ${node}`,
  replacement: (node) => `return of the failed machine ${node}`,
  reconnection: (node) => `new IKE SA on ${node}`,
  'session-return': (node) => `new BGP session on ${node}`,
  fault: (what) => `the fault itself: ${what}`,
  repair: (target) => `the repair of ${target}`,
};

/** @param rest whose number decides, and what it rests on */
export function decisionOf(
  mechanism: Mechanism,
  node: string,
  rest: Pick<Decision, 'whose' | 'assumption' | 'flapsOnAzure'> = {},
): Decision {
  return { mechanism, node, text: texts[mechanism](node), ...rest };
}

/** Whether a decision rests on something that this project assumes, because Azure publishes nothing. */
export const isAssumed = ({ whose, assumption }: Decision): boolean =>
  whose === 'assumed' || assumption !== undefined;

/** "health probe (BFD) on testvnet1 (assumed timer)". */
export function decisionText({ text, whose, assumption, flapsOnAzure }: Decision): string {
  const marks = [
    ...(whose === undefined ? [] : [whose === 'yours' ? 'your timer' : `${whose} timer`]),
    ...(flapsOnAzure ? [besideAzureText.flaps] : []),
    ...(assumption === undefined ? [] : ['assumed that the BGP session ends with its tunnel']),
  ];
  return marks.length === 0 ? text : `${text} (${marks.join('; ')})`;
}
