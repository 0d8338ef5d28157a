import type { TunnelStatus } from './node-status.ts';

/** Parses `swanctl --list-sas --raw`: a line for each IKE SA, nested sections in braces. */
export function parseTunnels(text: string): TunnelStatus[] {
  return [...text.matchAll(/^list-sa event \{(?<peer>\S+) \{(?<sa>.*)\}\}$/gm)].map(({ groups }) => {
    const [ike = '', child = ''] = (groups?.sa ?? '').split('child-sas {');
    return {
      peer: groups?.peer ?? '',
      ike: rawValue(ike, 'state'),
      child: rawValue(child, 'state') || 'none',
      ikeProposal: proposal(ike, ['encr-alg', 'encr-keysize', 'integ-alg', 'dh-group']),
      espProposal: proposal(child, ['encr-alg', 'encr-keysize', 'integ-alg']),
      establishedSeconds: Number(rawValue(ike, 'established')),
      bytesIn: Number(rawValue(child, 'bytes-in')),
      bytesOut: Number(rawValue(child, 'bytes-out')),
      ...clientOf(ike),
    };
  });
}

/** Only a gateway that gives out addresses lists them: `remote-vips=[172.16.201.1]`. */
function clientOf(ike: string): Pick<TunnelStatus, 'client'> {
  const [, address] = /(?:^|[ {])remote-vips=\[([^\] ]+)/.exec(ike) ?? [];
  if (address === undefined) return {};
  return { client: { name: rawValue(ike, 'remote-eap-id') || rawValue(ike, 'remote-id'), address } };
}

const rawValue = (section: string, key: string): string =>
  new RegExp(`(?:^|[ {])${key}=([^ }]*)`).exec(section)?.[1] ?? '';

const proposal = (section: string, keys: readonly string[]): string =>
  keys
    .map((key) => rawValue(section, key))
    .filter((value) => value !== '')
    .join('/');
