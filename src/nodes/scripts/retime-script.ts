import { posix } from 'node:path';
import { configuredSessionsAt, tunnelsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { DeviceNode } from '../../topology/topology-node.ts';
import { type Charon, comesWithAddress, type Dataplane } from '../ipsec/dataplane.ts';
import { tunnelLock } from './begin-tunnels.ts';
import { loadLine, swanctl } from './load-line.ts';

/** A node whose timers change: the topology has the new ones, and its files are written. */
export interface RetimedNode {
  readonly node: string;
  readonly topology: Topology;
  readonly dataplane: Dataplane;
  /** Paths of its files that are others now. */
  readonly changed: ReadonlySet<string>;
}

/**
 * The script that makes the daemons of a node read their new timers. SAs and sessions that are up keep the old ones. A
 * connection that starts as soon as it is loaded is left out: to load it is to begin it anew.
 */
export function retimeScript(retimed: RetimedNode): string | undefined {
  const charons = changedCharons(retimed);
  const lines = [
    ...charons
      .filter(({ strongswanConf }) => retimed.changed.has(strongswanConf))
      .map((charon) => swanctl(charon, '--reload-settings')),
    ...charons.filter((charon) => !startsByLoading(charon)).map(loadLine),
  ];
  const bgp = bgpTimerLines(retimed);
  if (lines.length + bgp.length === 0) return undefined;
  return [`exec 9>${tunnelLock}`, 'flock 9', ...lines, ...bgp].join('\n');
}

/** Whether loading a charon's connections begins its tunnels anew, because they come with floating addresses. */
export const startsByLoading = ({ tunnels }: Charon): boolean => tunnels.some(comesWithAddress);

/** The charons of a node with files that are others now. */
function changedCharons({ node, topology, dataplane, changed }: RetimedNode): Charon[] {
  return dataplane.charons(tunnelsAt(topology, node)).filter((charon) => {
    const folder = `${posix.dirname(charon.swanctlConf)}/`;
    return [...changed].some((path) => path.startsWith(folder));
  });
}

/** As an engineer would type them. FRR takes them for the next session with the neighbour. */
function bgpTimerLines({ node, topology, changed }: RetimedNode): string[] {
  const device = topology.nodes.find((one): one is DeviceNode => one.name === node && one.role === 'device');
  if (!device || !changed.has('/etc/frr/bgpd.conf')) return [];
  const commands = [
    'configure terminal',
    `router bgp ${device.asn}`,
    ...configuredSessionsAt(topology, node).map(
      ({ remote, local: { timers } }) =>
        `neighbor ${remote.address} timers ${timers.keepaliveSeconds} ${timers.holdSeconds}`,
    ),
  ];
  return [`vtysh ${commands.map((command) => `-c '${command}'`).join(' ')}`];
}
