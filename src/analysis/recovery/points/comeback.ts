import { takeoverSkewSeconds } from '../../../definition/profile.ts';
import { connectionAt } from '../../../topology/find.ts';
import type { FloatingAddresses, Topology } from '../../../topology/topology.ts';
import type { DeviceNode, InstanceNode } from '../../../topology/topology-node.ts';
import { takeoverDetection } from '../../prediction/detection-ranges.ts';
import type { DurationRange } from '../../prediction/duration-range.ts';
import type { Caller } from '../callers.ts';
import type { RecoveryPoint } from '../recovery-map.ts';
import type { Way } from './way.ts';

/** Which node gets the addresses of a dead machine, and what flows wait for that have no other path meanwhile. */
export function comebackOf(
  { topology, broken, stranded }: Way,
  dead: InstanceNode | DeviceNode,
): Pick<RecoveryPoint, 'takeover' | 'comeback'> {
  const takeover = takeoverFrom(topology, dead.name, broken.handOver);
  return {
    ...(takeover && { takeover }),
    ...(stranded && {
      comeback: takeover
        ? { by: 'takeover' as const, node: takeover.node }
        : { by: broken.insideOnly ? ('repair' as const) : ('replacement' as const), node: dead.name },
    }),
  };
}

/**
 * The node that gets the addresses of a machine that is dead, or cut off from the network behind it: VRRP runs there.
 * Undefined: none does.
 *
 * @param handOver the machine is alive, and says that it gives them up
 */
export function takeoverFrom(topology: Topology, dead: string, handOver?: true): RecoveryPoint['takeover'] {
  const { floating: all } = topology;
  const floating =
    all.find(({ forClients, nodes: [home] }) => !forClients && home === dead) ??
    all.find(({ activeStandby, nodes }) => activeStandby && nodes.includes(dead));
  return floating && takeoverOf(topology, floating, dead, handOver);
}

function takeoverOf(
  topology: Topology,
  floating: FloatingAddresses,
  dead: string,
  handOver: true | undefined,
): RecoveryPoint['takeover'] {
  const {
    nodes,
    addresses: [address],
    isPair,
  } = floating;
  const heir = nodes.find((node) => node !== dead);
  if (!address || heir === undefined) return undefined;
  const taken = { node: heir, address: `${address.address}/${address.prefixLength}` };
  if (!isPair) return taken;
  const callers = callersTo(topology, floating);
  return {
    ...taken,
    detection: handOver ? handOverDetection(floating) : takeoverDetection(floating.takeover),
    ...(callers.length > 0 && { callers }),
  };
}

/** An advertisement of priority 0 says that the addresses are free: only the skew is left (RFC 5798, 6.4.2). */
function handOverDetection({ takeover }: FloatingAddresses): DurationRange {
  const skewMs = takeoverSkewSeconds(takeover) * 1000;
  return { minMs: skewMs, maxMs: skewMs };
}

/** The peers that open the tunnels of a pair; none if the pair opens any itself. */
function callersTo({ tunnels }: Topology, { name }: FloatingAddresses): Caller[] {
  const ends = tunnels.flatMap(({ ends: [first, second] }) =>
    second.name === name ? [{ own: second, peer: first }] : [],
  );
  if (ends.some(({ own, peer }) => own.starts && !peer.ignoresPeer)) return [];
  return ends.flatMap(({ own, peer }) => {
    const { dpd } = peer;
    return dpd ? peer.nodes.map((node) => ({ node, connection: connectionAt(peer, own), dpd })) : [];
  });
}
