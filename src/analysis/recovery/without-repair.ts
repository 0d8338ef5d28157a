import { z } from 'zod';
import type { DirectionObservations } from '../../observations/direction.ts';
import { expectedMechanisms } from '../prediction/expected-mechanisms.ts';
import { pointsWithFlows } from '../prediction/points-with-flows.ts';
import type { Phases } from './phases.ts';
import type { DirectionOfPair, EventContext } from './recovery-map.ts';
import type { NumbersOfLab } from './whose.ts';

export const withoutRepairSchema = z
  .discriminatedUnion('outcome', [
    z
      .object({ outcome: z.literal('never'), reason: z.string().describe('Why nothing else would.') })
      .readonly(),
    z
      .object({
        outcome: z.literal('longer'),
        thanMs: z.number().describe('When the repair began, from the event.'),
      })
      .readonly(),
  ])
  .describe(
    'How long the outage would have been without the repair. never: no other path is there, or no timer would notice; longer: another way is there, and the repair came first.',
  );

/** How long an outage would have been without the repair. */
export type WithoutRepair = z.infer<typeof withoutRepairSchema>;

/**
 * What would have become of an outage if nobody had repaired what was broken.
 *
 * @param phases of the recovery that was measured; null: nothing was interrupted
 * @returns null if it made no difference: the flows were back without it, or nothing has to be repaired
 */
export function withoutRepair(
  direction: DirectionOfPair & Pick<DirectionObservations, 'flows'>,
  { needsRepair, stranded, silent, recovery }: EventContext,
  context: NumbersOfLab,
  phases: Phases | null,
): WithoutRepair | null {
  if (phases === null) return null;
  const byRepair = phases.decidedBy?.mechanism === 'repair';
  if (!byRepair && phases.totalMs !== null) return null;
  const { pair, name } = direction;
  if (needsRepair && stranded.some((one) => one.pair === pair && one.direction === name)) {
    return { outcome: 'never', reason: 'no other path' };
  }
  const deaf = pointsWithFlows(direction, recovery).find(
    (point) =>
      silent &&
      point.watches.bgpNeighbors.length === 0 &&
      expectedMechanisms(point, context, []).length === 0,
  );
  if (needsRepair && deaf) return { outcome: 'never', reason: `no timer of ${deaf.node} notices it` };
  return byRepair && phases.detectionMs !== null ? { outcome: 'longer', thanMs: phases.detectionMs } : null;
}
