import type { DirectionObservations } from '../../observations/direction.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import type { DirectionOfPair, RecoveryPoint } from '../recovery/recovery-map.ts';

/**
 * The nodes that have flows of this direction to move: none if no flow takes a tunnel that is lost, as those of a pair
 * that another site serves; all of them if paths are not known.
 */
export function pointsWithFlows(
  { pair, name, flows }: DirectionOfPair & Pick<DirectionObservations, 'flows'>,
  recovery: readonly RecoveryPoint[],
): readonly RecoveryPoint[] {
  const points = recovery.filter((point) => point.pair === pair && point.direction === name);
  const paths = flows.map(({ tunnelBefore }) => tunnelBefore);
  if (paths.length === 0 || paths.includes(undefined)) return points;
  const used = new Set(paths.flatMap((path = '') => tunnelsOf(path)));
  return points.filter((point) => point.tunnels.some((tunnel) => used.has(tunnel)));
}
