import type { Missing } from '../redundancy/missing.ts';
import { Redundancy } from '../redundancy/redundancy.ts';
import { nextHopsValue, type Requirement } from '../redundancy/requirements.ts';
import { type ConnectionAt, carriedWithinSeconds } from '../redundancy/tunnel-ports.ts';
import type { NodeStatus } from './node-status.ts';

/**
 * What is missing for full redundancy, by the answers of daemons and kernels. A node without a status does not run.
 *
 * @param connectionAt of the same topology as the requirements
 * @param withinSeconds for how long a tunnel still counts as carrying packets after one arrived
 */
export function missingFrom(
  requirements: readonly Requirement[],
  connectionAt: ConnectionAt,
  statuses: readonly NodeStatus[],
  withinSeconds = carriedWithinSeconds,
): readonly Missing[] {
  const redundancy = new Redundancy(requirements);
  for (const { node, ready, tunnels, sessions, routes, interfaces } of statuses) {
    if (ready) redundancy.set({ kind: 'ready', node, of: '' }, '');
    for (const { peer, child } of tunnels) {
      if (child === 'INSTALLED') redundancy.set({ kind: 'tunnel', node, of: peer }, '');
    }
    for (const { neighbor, state } of sessions) {
      if (state === 'Established') redundancy.set({ kind: 'session', node, of: neighbor }, '');
    }
    for (const { prefix, nextHops } of routes) {
      redundancy.set({ kind: 'route', node, of: prefix }, nextHopsValue(nextHops));
    }
    for (const { interface: port, quietSeconds } of interfaces) {
      const of = connectionAt(node, port);
      if (of !== undefined && quietSeconds !== null && quietSeconds <= withinSeconds) {
        redundancy.set({ kind: 'packets', node, of }, '');
      }
    }
  }
  const silent = statuses.flatMap(({ node, silent: daemons }) =>
    daemons.map((daemon): Missing => ({ kind: 'daemon', node, daemon })),
  );
  return silent.length === 0 ? redundancy.missing : [...silent, ...redundancy.missing];
}
