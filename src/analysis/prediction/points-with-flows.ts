import type { DirectionObservations } from '../../observations/direction.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import type { DirectionOfPair, RecoveryPoint } from '../recovery/recovery-map.ts';

/** The nodes that have flows of this direction to move; all nodes if the flows' paths are not known. */
export function pointsWithFlows(
  { pair, name, flows }: DirectionOfPair & Pick<DirectionObservations, 'flows'>,
  recovery: readonly RecoveryPoint[],
): readonly RecoveryPoint[] {
  const points = recovery.filter((point) => point.pair === pair && point.direction === name);
  const used = new Set(flows.flatMap(({ tunnelBefore = '' }) => tunnelsOf(tunnelBefore)));
  const withFlows = points.filter((point) => point.tunnels.some((tunnel) => used.has(tunnel)));
  return withFlows.length > 0 ? withFlows : points;
}
