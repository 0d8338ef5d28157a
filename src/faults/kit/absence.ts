import { nodeNamed } from '../../topology/find.ts';
import type { Situation } from './workbench.ts';

/** Why a machine is away: it decides for how long. */
export type AbsenceReason = 'crash' | 'maintenance' | 'reset';

/** How long a machine is away, in seconds. The profile has the numbers and says where they come from. */
export function secondsAway(
  { topology, profile }: Pick<Situation, 'topology' | 'profile'>,
  node: string,
  reason: AbsenceReason,
): number {
  switch (reason) {
    case 'crash':
      return nodeNamed(topology, node).role === 'device'
        ? profile.deviceRestartSeconds
        : profile.replacementSeconds;
    case 'maintenance':
      return profile.maintenanceSeconds;
    case 'reset':
      return profile.resetSeconds;
  }
}
