import { areCarried, type TrafficSelectors } from '../../../definition/traffic-selectors.ts';
import type { LocalTunnel } from '../../../topology/find.ts';
import type { TunnelEnd } from '../../../topology/tunnel.ts';
import { comesWithAddress } from '../dataplane.ts';

/** The child SAs that an end of a tunnel can open, by their names: one for each of its traffic selectors. */
export const childNames = ({ selectors }: Pick<TunnelEnd, 'selectors'>): string[] =>
  (selectors ?? [anyToAny]).map((_, index) => (index === 0 ? firstChild : `${firstChild}${index + 1}`));

/** The child SA that comes up with IKE. */
export const firstChild = 'net';

/** The section `children` of a connection. */
export function childrenLines(tunnel: LocalTunnel): string[] {
  const { selectors } = tunnel.local;
  const names = childNames(tunnel.local);
  return [
    'children {',
    ...withInnerAddresses(selectors ?? [anyToAny], tunnel.local, tunnel.remote).flatMap((one, index) =>
      child(tunnel, names[index] ?? '', one, index === 0 ? first(tunnel) : further(tunnel)),
    ),
    ...(selectors && tunnel.local.side === 'azure' ? whateverIsProposed(tunnel) : []),
    '}',
  ];
}

/**
 * The lab pings through every tunnel, from one inner address to the other, to see whether packets pass. With BGP, which
 * needs the same, a selector covers them; without it the first child SA carries them beside its own.
 */
function withInnerAddresses(
  selectors: readonly TrafficSelectors[],
  { innerAddress: own }: TunnelEnd,
  { innerAddress: other }: TunnelEnd,
): readonly TrafficSelectors[] {
  const [one, ...others] = selectors;
  if (!one || areCarried(selectors, own, other)) return selectors;
  return [
    {
      localAddressRanges: [...one.localAddressRanges, `${own}/32`],
      remoteAddressRanges: [...one.remoteAddressRanges, `${other}/32`],
    },
    ...others,
  ];
}

const anyToAny: TrafficSelectors = {
  localAddressRanges: ['0.0.0.0/0'],
  remoteAddressRanges: ['0.0.0.0/0'],
};

/** When charon opens a child SA, and what it does at its end. */
interface Actions {
  readonly comment?: string;
  readonly start: string;
  readonly close: string;
  readonly dpd: string;
}

function first(tunnel: LocalTunnel): Actions {
  const callsAgain = tunnel.initiates && !tunnel.local.callsOnce;
  return {
    // A connection that is loaded with its addresses starts at once; others are started when their peers are ready.
    start: comesWithAddress(tunnel) ? 'start' : 'none',
    close: callsAgain ? 'start' : 'none',
    dpd: callsAgain ? 'restart' : 'clear',
  };
}

/**
 * Azure opens the SAs behind the first one when there is traffic for them (Custom traffic selectors for VPN Gateway), and
 * so do devices with selectors.
 */
const further = ({ initiates, local }: LocalTunnel): Actions =>
  initiates || local.side === 'device'
    ? {
        comment: 'Opened by the first packet for it, which is lost.',
        start: 'trap',
        close: 'trap',
        dpd: 'trap',
      }
    : { start: 'none', close: 'none', dpd: 'clear' };

/**
 * What a device proposes beside the gateway's own selectors. charon narrows a proposal that overlaps one of those to it
 * (seen with strongSwan 6.0: the child with more ranges in common is taken, and of equal ones the first).
 */
const whateverIsProposed = (tunnel: LocalTunnel): string[] =>
  child(tunnel, 'any', anyToAny, {
    comment: 'As responder Azure accepts any selectors.',
    start: 'none',
    close: 'none',
    dpd: 'clear',
  });

function child(
  tunnel: LocalTunnel,
  name: string,
  { localAddressRanges, remoteAddressRanges }: TrafficSelectors,
  { comment, start, close, dpd }: Actions,
): string[] {
  const { proposals, lifetimes } = tunnel.local;
  return [
    ...(comment === undefined ? [] : [`  # ${comment}`]),
    `  ${name} {`,
    `    local_ts = ${localAddressRanges.join(', ')}`,
    `    remote_ts = ${remoteAddressRanges.join(', ')}`,
    `    esp_proposals = ${proposals.esp.join(', ')}`,
    `    rekey_time = ${rekeyAfter(lifetimes.seconds)}s`,
    `    life_time = ${lifetimes.seconds}s`,
    `    rekey_bytes = ${rekeyAfter(lifetimes.bytes)}`,
    `    life_bytes = ${lifetimes.bytes}`,
    `    start_action = ${start}`,
    `    close_action = ${close}`,
    `    dpd_action = ${dpd}`,
    ...updownLines(tunnel).map((line) => `    ${line}`),
    '  }',
  ];
}

/**
 * The part of a lifetime after which an SA is rekeyed, in the same unit. Rekeying starts at 80 to 90 % of a lifetime:
 * strongSwan subtracts a random part, up to the difference of the two values. Both must be set. Otherwise strongSwan
 * 5.9.8 takes its own default of 1 h less a random part of 6.5 h, and rekeys some child SAs in the middle of a
 * measurement. It discards a connection that has a fraction of a second or of a byte, so 301 s become 270 s.
 */
const rekeyAfter = (lifetime: number): number => Math.floor((lifetime * 9) / 10);

function updownLines({ local, peerAddress, interface: device }: LocalTunnel): string[] {
  const call = `updown = /etc/ipsec/updown ${local.innerAddress} ${peerAddress} ${device}`;
  return local.sessionOutlivesTunnel
    ? [
        '# The tunnel keeps the address of the peer, and with it the BGP session, when it goes down.',
        `${call} keep`,
      ]
    : ['# The tunnel has the address of the peer while it is up.', call];
}
