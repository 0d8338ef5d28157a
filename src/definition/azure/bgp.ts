import { isAddress, prefixContains } from '../../base/addresses.ts';
import type { AddressRangeFact, ListFact, NumberFact } from './fact.ts';

/** ASNs that a site cannot have. */
export const reservedAsns = [
  { from: 8074, to: 8075, by: 'Azure' },
  { from: 12076, to: 12076, by: 'Azure' },
  { from: 65515, to: 65515, by: 'Azure, for its own side' },
  { from: 65517, to: 65520, by: 'Azure' },
  { from: 23456, to: 23456, by: 'IANA (AS_TRANS)' },
  { from: 64496, to: 64511, by: 'IANA (documentation)' },
  { from: 65535, to: 65551, by: 'IANA' },
] as const;

/** ASNs have four bytes (RFC 6793), and the last one is not for use (RFC 7300). */
export const highestAsn = 2 ** 32 - 2;

/** Azure's name for a link-local address (RFC 3927) is APIPA. */
export const apipaPrefix = '169.254.0.0/16';

export const isApipa = (address: string): boolean =>
  isAddress(address) && prefixContains(apipaPrefix, address);

/** What Azure fixes about BGP. */
export const azureBgp = {
  defaultAsn: {
    what: 'Default ASN of a gateway, with or without BGP',
    value: 65515,
    unit: '',
    source: 'VPN Gateway FAQ',
    confidence: 'documented',
  },
  reservedAsns: {
    what: 'ASNs that a site cannot have',
    values: reservedAsns.map(({ from, to, by }) => `${from === to ? from : `${from} to ${to}`} (${by})`),
    source: 'VPN Gateway FAQ',
    confidence: 'documented',
  },
  keepalive: {
    what: 'BGP keepalive interval, fixed',
    value: 60,
    unit: 's',
    source: 'VPN Gateway FAQ',
    confidence: 'documented',
  },
  hold: {
    what: 'BGP hold time, fixed',
    value: 180,
    unit: 's',
    source: 'VPN Gateway FAQ',
    confidence: 'documented',
  },
  prefixLimit: {
    what: 'Prefixes that a peer may announce; with more, the session is dropped',
    value: 4000,
    unit: '',
    source: 'VPN Gateway FAQ',
    confidence: 'documented',
  },
  customAddresses: {
    what: 'Custom (APIPA) BGP addresses of a gateway',
    first: '169.254.21.0',
    last: '169.254.22.255',
    source: 'VPN Gateway FAQ',
    confidence: 'documented',
  },
  deviceCustomAddresses: {
    what: 'APIPA addresses that a device may have as BGP peer IP address',
    first: '169.254.0.1',
    last: '169.254.255.254',
    source: 'VPN Gateway FAQ',
    confidence: 'documented',
  },
} as const satisfies Readonly<Record<string, NumberFact | ListFact | AddressRangeFact>>;

/**
 * What a device with these timers would see of a real gateway, which keeps its own and does not negotiate down: its
 * keepalives come every 60 s, so a session with a hold time up to that flaps. FRR negotiates, so no lab can show it.
 * Undefined: they are Azure's own.
 */
export function besideAzure({
  keepaliveSeconds,
  holdSeconds,
}: {
  readonly keepaliveSeconds: number;
  readonly holdSeconds: number;
}): 'flaps' | 'differs' | undefined {
  const { keepalive, hold } = azureBgp;
  if (keepaliveSeconds === keepalive.value && holdSeconds === hold.value) return undefined;
  return holdSeconds <= keepalive.value ? 'flaps' : 'differs';
}

/** The same in words. */
export const besideAzureText = {
  flaps: `flaps on Azure, which keeps ${azureBgp.keepalive.value}/${azureBgp.hold.value} s`,
  differs: `Azure keeps ${azureBgp.keepalive.value}/${azureBgp.hold.value} s`,
} as const;
