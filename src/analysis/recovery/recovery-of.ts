import { pairName } from '../../observations/observations.ts';
import type { Broken } from '../../topology/broken.ts';
import type { DirectionName } from '../../topology/direction.ts';
import type { Topology } from '../../topology/topology.ts';
import { type TrafficEnds, trafficPairs } from '../../topology/traffic-ends.ts';
import { pointsAtBrokenTunnels } from './points/broken-tunnel.ts';
import { takeoverFrom } from './points/comeback.ts';
import { pointsAtDeadMachines, pointsAtSpeechless } from './points/dead-machine.ts';
import { isStranded } from './points/stranded.ts';
import type { Way } from './points/way.ts';
import type { EventContext } from './recovery-map.ts';

/**
 * Who has to notice that something is broken, and move traffic: a point for each node that decides, per direction; and
 * which directions only wait until it works again.
 */
export function recoveryOf(
  topology: Topology,
  broken: Broken,
): Pick<EventContext, 'recovery' | 'needsRepair' | 'stranded'> {
  const ways = trafficPairs(topology)
    .filter((ends) => !losesClient(ends, broken))
    .flatMap((ends) => waysOf(topology, ends, broken));
  return {
    recovery: ways.flatMap((way) => [
      ...pointsAtDeadMachines(way),
      ...pointsAtSpeechless(way),
      ...pointsAtBrokenTunnels(way),
    ]),
    needsRepair: needsRepair(broken),
    stranded: ways
      .filter(({ stranded }) => stranded && !isTakenOver(topology, broken))
      .map(({ pair, name: direction }) => ({ pair, direction })),
  };
}

/** Whether an end is a client that has to connect anew: no node moves its flows, and the clients' own figures say when. */
const losesClient = ({ near, far }: TrafficEnds, { nodes }: Broken): boolean =>
  [near, far].some(({ servers }) => servers?.some((node) => nodes.includes(node)));

function waysOf(topology: Topology, { near, far }: TrafficEnds, broken: Broken): Way[] {
  const pair = pairName(near.name, far.name);
  const way = (name: DirectionName, from: Way['from'], to: Way['to']): Way => {
    const stranded = isStranded(topology, { from, to }, broken);
    return { topology, broken, pair, name, from, to, stranded };
  };
  return [way('outward', near, far), way('return', far, near)];
}

/** Whether a machine that works takes the addresses of each one over that is dead or cut off: that is another path. */
const isTakenOver = (topology: Topology, { nodes, tunnels, sessions = [], hosts = [] }: Broken): boolean =>
  nodes.length > 0 &&
  tunnels.length + sessions.length + hosts.length === 0 &&
  nodes.every((node) => {
    const takeover = takeoverFrom(topology, node);
    return takeover !== undefined && !nodes.includes(takeover.node);
  });

/** A dead machine is replaced. One that is only cut off is not, and neither is a line, a tunnel or a daemon. */
const needsRepair = ({ returns, insideOnly, handOver, nodes, ...parts }: Broken): boolean => {
  const { tunnels, sessions = [], hosts = [] } = parts;
  return (
    !returns &&
    (tunnels.length + sessions.length + hosts.length > 0 ||
      (nodes.length > 0 && (insideOnly ?? handOver) === true))
  );
};
