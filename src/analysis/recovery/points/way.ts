import { longestPrefix } from '../../../base/addresses.ts';
import type { BgpTimers, DpdTimers } from '../../../definition/profile.ts';
import { agreedTimers } from '../../../topology/agreed-timers.ts';
import type { Broken } from '../../../topology/broken.ts';
import type { DirectionName } from '../../../topology/direction.ts';
import { type LocalTunnel, sessionsAt } from '../../../topology/find.ts';
import type { ReachEnd } from '../../../topology/reach/reach-end.ts';
import type { Topology } from '../../../topology/topology.ts';
import type { TunnelEnd } from '../../../topology/tunnel.ts';

/** One direction of the traffic, and what is broken. */
export interface Way {
  readonly topology: Topology;
  readonly pair: string;
  readonly name: DirectionName;
  readonly from: ReachEnd;
  readonly to: ReachEnd;
  readonly broken: Broken;
  /** The flows have no other path: they wait until what is broken works again. */
  readonly stranded: boolean;
}

/** The prefixes that carry the flows. A change of any other prefix does not say when flows move. */
export function prefixesOf({ topology, to }: Way): string[] {
  const prefixes = [
    ...topology.nodes.flatMap((node) =>
      node.role === 'virtual-network' || node.role === 'site' ? node.prefixes : [],
    ),
    ...topology.pointToSite.flatMap(({ addressPool }) => addressPool),
  ];
  const carrying = longestPrefix(prefixes, to.address);
  return carrying === undefined ? [] : [carrying];
}

/**
 * Whether dead peer detection on an end of a tunnel moves flows. It does not on a device whose routes stay; of an instance
 * the profile assumes it, and the prediction looks at both answers.
 */
export const movesByDpd = (end: TunnelEnd): end is TunnelEnd & { readonly dpd: DpdTimers } =>
  end.dpd !== undefined && (end.side === 'azure' || !end.sessionOutlivesTunnel);

/** The timers of the BGP session through a tunnel, as this node keeps them. Undefined: the tunnel has no session. */
export const timersOfSession = (
  { topology }: Way,
  node: string,
  { peerAddress }: LocalTunnel,
): BgpTimers | undefined => {
  const own = sessionsAt(topology, node).find(
    (session) => session.kind === 'tunnel' && session.remote.address === peerAddress,
  );
  return own && agreedTimers(own);
};
