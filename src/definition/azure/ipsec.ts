import type { NumberFact, RangeFact } from './fact.ts';

/** What Azure fixes about IKE and IPsec. */
export const azureIpsec = {
  dpdTimeout: {
    what: 'DPD timeout of a connection',
    least: 9,
    most: 3600,
    usual: 45,
    unit: 's',
    source: 'VPN Gateway FAQ',
    confidence: 'documented',
  },
  recommendedDpdTimeout: {
    what: 'DPD timeout that Microsoft recommends; with a shorter one tunnels are rekeyed more aggressively',
    least: 30,
    most: 45,
    unit: 's',
    source: 'VPN Gateway FAQ',
    confidence: 'documented',
  },
  ikeLifetime: {
    what: 'Lifetime of an IKE SA, fixed',
    value: 28_800,
    unit: 's',
    source: 'About VPN devices and IPsec/IKE parameters',
    confidence: 'documented',
  },
  childSas: {
    what: 'Quick mode SAs (child SAs) of a tunnel, one for each of its traffic selectors',
    value: 100,
    unit: '',
    source: 'About VPN devices and IPsec/IKE parameters',
    confidence: 'documented',
  },
  saLifetime: {
    what: 'Lifetime of an IPsec SA',
    least: 300,
    most: 2_147_483_647,
    usual: 27_000,
    unit: 's',
    source: 'VPN Gateway FAQ; REST API (a number of 32 bits)',
    confidence: 'documented',
  },
  saDataSize: {
    what: 'Data that an IPsec SA may carry in its lifetime',
    least: 1024,
    most: 2_147_483_647,
    usual: 102_400_000,
    unit: 'KB',
    source: 'VPN Gateway FAQ; REST API (a number of 32 bits)',
    confidence: 'documented',
  },
  maximumSegmentSize: {
    what: 'TCP MSS that Azure asks of devices',
    value: 1350,
    unit: 'bytes',
    source: 'About VPN devices and IPsec/IKE parameters',
    confidence: 'documented',
  },
  sharedKeyLength: {
    what: 'Characters of a shared key: printable ASCII without space, hyphen and tilde',
    least: 1,
    most: 128,
    unit: '',
    source: 'VPN Gateway FAQ',
    confidence: 'documented',
  },
} as const satisfies Readonly<Record<string, NumberFact | RangeFact>>;
