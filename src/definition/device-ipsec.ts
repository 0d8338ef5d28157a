import { quote } from '../base/quote.ts';
import { azureIpsec } from './azure/ipsec.ts';
import type { Notation } from './form/value-checks.ts';
import type { TrafficSelectors } from './traffic-selectors.ts';

/** How a device detects a dead peer: asks after `delaySeconds` of silence, then `tries` times, `intervalSeconds` apart. */
export interface DeviceDpd {
  readonly delaySeconds: number;
  readonly intervalSeconds: number;
  readonly tries: number;
}

/** What a device's engineer set of IKE and IPsec. A setting that is absent is as a careful engineer makes it. */
export interface DeviceIpsec {
  /** In strongSwan's notation, with a group. */
  readonly ikeProposals?: readonly string[] | undefined;
  /** In strongSwan's notation, without a group. */
  readonly espProposals?: readonly string[] | undefined;
  /** In Azure's words. */
  readonly pfsGroup?: PfsGroup | undefined;
  readonly ikeLifetimeSeconds?: number | undefined;
  readonly espLifetimeSeconds?: number | undefined;
  readonly espLifetimeKilobytes?: number | undefined;
  readonly dpd?: DeviceDpd | 'none' | undefined;
  /** Whether it starts IKE; absent: if the connection leaves that to it. */
  readonly initiates?: boolean | undefined;
  /** How often it tries to open a tunnel to a silent peer; absent: for ever. */
  readonly givesUpAfterTries?: number | undefined;
  /** Whether it opens a tunnel that has ended again by itself; absent: it does. */
  readonly callsAgain?: boolean | undefined;
  /** What its SAs carry, one SA for each; absent: what the connection proposes. */
  readonly trafficSelectors?: readonly TrafficSelectors[] | undefined;
}

/** The groups that a device may use for perfect forward secrecy, in Azure's words. */
export const pfsGroups = ['PFS24', 'ECP384', 'ECP256', 'PFS2048', 'PFS14', 'PFS2', 'PFS1', 'None'] as const;
export type PfsGroup = (typeof pfsGroups)[number];

/** What a lab accepts of a device: seconds, kilobytes, numbers. */
export const deviceRanges = {
  /** One for each combination that a device of ours would list. */
  proposals: 16,
  /** Below a minute a rekey would hardly end before the next begins; a week is longer than any device allows. */
  ikeLifetime: { least: 60, most: 604_800 },
  espLifetime: { least: 60, most: 604_800 },
  espData: { least: azureIpsec.saDataSize.least, most: azureIpsec.saDataSize.most },
  delay: { least: 1, most: 3600 },
  interval: { least: 1, most: 600 },
  tries: { least: 1, most: 100 },
  callTries: { least: 1, most: 100 },
} as const;

const integrity = '(?:md5|sha1|sha256|sha384|sha512)';
const combined = 'aes(?:128|192|256)gcm16';
const group = '(?:modp(?:768|1024|1536|2048|2048s256|3072|4096)|ecp(?:256|384|521))';

export const ikeProposal: Notation = proposal(
  `^(?:(?:aes(?:128|192|256)|3des|des)-${integrity}|${combined}-prfsha(?:1|256|384|512))-${group}$`,
  'Write encryption, integrity and group: aes256-sha256-modp2048, or aes256gcm16-prfsha384-ecp384.',
);

export const espProposal: Notation = proposal(
  `^(?:(?:aes(?:128|192|256)|3des|des|null)-${integrity}|${combined})$`,
  'Write encryption and integrity: aes256-sha256, or aes256gcm16. The group for perfect forward secrecy is pfsGroup.',
);

function proposal(pattern: string, advice: string): Notation {
  const notation = new RegExp(pattern);
  return {
    pattern,
    check: (text) =>
      notation.test(text)
        ? undefined
        : {
            rule: 'invalid-proposal',
            predicate: `is ${quote(text)}, which a device here cannot offer.`,
            advice,
          },
  };
}
