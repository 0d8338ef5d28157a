import { prefixContains, prefixCovers } from '../base/addresses.ts';

/**
 * The packets of one child SA, as one of its ends sees them: those from a local range to a remote one, and their answers.
 * The names are ARM's.
 */
export interface TrafficSelectors {
  readonly localAddressRanges: readonly string[];
  readonly remoteAddressRanges: readonly string[];
}

/** What a connection says of its traffic selectors. */
export interface SelectorSettings {
  /** The gateway proposes pairs of prefixes. Absent: any to any. */
  readonly usePolicyBasedTrafficSelectors?: true;
  /** These pairs. Absent: every prefix of the virtual network with every one of the other end. */
  readonly trafficSelectorPolicies?: readonly TrafficSelectors[];
}

/** One end of a tunnel: the selectors that it has, and whether it starts IKE. */
export interface SelectingEnd {
  /** Absent: any to any. */
  readonly selectors?: readonly TrafficSelectors[] | undefined;
  readonly starts: boolean;
}

/** The same selectors as the other end sees them. */
export const mirrored = ({
  localAddressRanges,
  remoteAddressRanges,
}: TrafficSelectors): TrafficSelectors => ({
  localAddressRanges: remoteAddressRanges,
  remoteAddressRanges: localAddressRanges,
});

/**
 * What a gateway proposes for a connection; undefined: any to any. With policy-based selectors that are not given it is
 * every pair of a prefix behind the gateway and one of the other end (Connect to multiple policy-based devices).
 *
 * @param local address space of the virtual network, that of its spokes included
 * @param remote address space of the local network gateway, or of the other virtual network
 */
export function proposedSelectors(
  { usePolicyBasedTrafficSelectors, trafficSelectorPolicies }: SelectorSettings,
  local: readonly string[],
  remote: readonly string[],
): readonly TrafficSelectors[] | undefined {
  if (!usePolicyBasedTrafficSelectors) return undefined;
  return (
    trafficSelectorPolicies ??
    local.flatMap((own) =>
      remote.map((other) => ({ localAddressRanges: [own], remoteAddressRanges: [other] })),
    )
  );
}

/**
 * What the child SAs between a gateway and its peer carry, as the gateway sees it; undefined: everything. Each end narrows
 * what the other one proposes to its own selectors (RFC 7296, 2.9). What has nothing in common with those of a gateway
 * it accepts as it is, as Azure does with any selectors. Once a tunnel is up, a device opens the SAs for its further
 * selectors by itself, when traffic needs them.
 */
export function carriedBetween(
  gateway: SelectingEnd,
  peer: SelectingEnd,
): readonly TrafficSelectors[] | undefined {
  const own = peer.selectors?.map(mirrored);
  const { selectors } = gateway;
  if (!selectors && !own) return undefined;
  if (gateway.starts && areSame(own, selectors)) return own;
  const opened = gateway.starts ? (selectors ?? own ?? []) : [];
  const narrowed = own ? opened.flatMap((one) => own.flatMap((other) => common(one, other))) : opened;
  const accepted = (one: TrafficSelectors): TrafficSelectors[] => {
    const overlaps = (selectors ?? []).flatMap((other) => common(one, other));
    return overlaps.length === 0 ? [one] : overlaps;
  };
  const withIke = [...narrowed, ...(peer.starts ? (own ?? []).flatMap(accepted) : [])];
  return withIke.length === 0 ? [] : distinct([...withIke, ...(own ?? []).slice(1).flatMap(accepted)]);
}

/** Whether both are equal, item by item. */
export const areSame = (
  some: readonly TrafficSelectors[] | undefined,
  others: readonly TrafficSelectors[] | undefined,
): boolean => JSON.stringify(some) === JSON.stringify(others);

/** Whether packets between two addresses, in this direction, are among those of the selectors. */
export const areCarried = (
  selectors: readonly TrafficSelectors[] | undefined,
  local: string,
  remote: string,
): boolean =>
  selectors === undefined ||
  selectors.some(
    ({ localAddressRanges, remoteAddressRanges }) =>
      localAddressRanges.some((range) => prefixContains(range, local)) &&
      remoteAddressRanges.some((range) => prefixContains(range, remote)),
  );

/** The packets that both selectors have; none if they have none in common. */
function common(one: TrafficSelectors, other: TrafficSelectors): TrafficSelectors[] {
  const localAddressRanges = overlap(one.localAddressRanges, other.localAddressRanges);
  const remoteAddressRanges = overlap(one.remoteAddressRanges, other.remoteAddressRanges);
  return localAddressRanges.length === 0 || remoteAddressRanges.length === 0
    ? []
    : [{ localAddressRanges, remoteAddressRanges }];
}

/** Of two prefixes that overlap one covers the other. */
const overlap = (ranges: readonly string[], others: readonly string[]): string[] =>
  ranges.flatMap((range) =>
    others.flatMap((other) => {
      if (prefixCovers(range, other)) return [other];
      return prefixCovers(other, range) ? [range] : [];
    }),
  );

const distinct = (selectors: readonly TrafficSelectors[]): TrafficSelectors[] => [
  ...new Map(selectors.map((one) => [JSON.stringify(one), one])).values(),
];
