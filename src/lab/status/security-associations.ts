import type { TunnelStatus } from './node-status.ts';

/** Parses `swanctl --list-sas --raw`: a line for each IKE SA, nested sections in braces. */
export function parseTunnels(text: string): TunnelStatus[] {
  return [...text.matchAll(/^list-sa event \{(?<peer>\S+) \{(?<sa>.*)\}\}$/gm)].map(({ groups }) => {
    const [ike = '', child = ''] = (groups?.sa ?? '').split('child-sas {');
    return {
      peer: groups?.peer ?? '',
      ike: rawValue(ike, 'state'),
      child: stateOf(child),
      ikeProposal: proposal(ike, ['encr-alg', 'encr-keysize', 'integ-alg', 'dh-group']),
      espProposal: proposal(child, ['encr-alg', 'encr-keysize', 'integ-alg']),
      establishedSeconds: Number(rawValue(ike, 'established')),
      bytesIn: sumOf(child, 'bytes-in'),
      bytesOut: sumOf(child, 'bytes-out'),
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

/** Of several child SAs, one for each traffic selector, one that is in use. */
function stateOf(children: string): string {
  const states = rawValues(children, 'state');
  return states.find((state) => state === 'INSTALLED') ?? states[0] ?? 'none';
}

const sumOf = (section: string, key: string): number =>
  rawValues(section, key).reduce((sum, value) => sum + Number(value), 0);

const rawValues = (section: string, key: string): string[] =>
  [...section.matchAll(new RegExp(`(?:^|[ {])${key}=([^ }]*)`, 'g'))].map(([, value = '']) => value);

const rawValue = (section: string, key: string): string => rawValues(section, key)[0] ?? '';

const proposal = (section: string, keys: readonly string[]): string =>
  keys
    .map((key) => rawValue(section, key))
    .filter((value) => value !== '')
    .join('/');
