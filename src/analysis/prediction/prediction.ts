import { z } from 'zod';
import { roundMs } from '../../base/milliseconds.ts';
import type { Absence } from '../../observations/applied-fault.ts';
import type { DirectionObservations } from '../../observations/direction.ts';
import { decisionOf, decisionSchema } from '../recovery/mechanism.ts';
import type { AnalysisContext, DirectionOfPair, EventContext } from '../recovery/recovery-map.ts';
import { convergenceOf } from './convergence.ts';
import { type DurationRange, first, meanOfLast } from './duration-range.ts';
import {
  type ExpectedMechanism,
  expectedMechanismSchema,
  expectedMechanisms,
} from './expected-mechanisms.ts';
import { pointsWithFlows } from './points-with-flows.ts';

const ms = z.number();

const pointPredictionSchema = z
  .object({
    node: z.string().describe('The node that has to notice.'),
    tunnels: z.array(z.string()).readonly().describe('The tunnels whose flows it moves.'),
    decidedBy: decisionSchema.describe('The mechanism that fires first, on average.'),
    mechanisms: z
      .array(expectedMechanismSchema)
      .readonly()
      .describe('Everything on this node that would notice, with the time that it takes; the fastest first.'),
  })
  .readonly();

export const predictionSchema = z
  .object({
    minMs: ms,
    meanMs: ms,
    maxMs: ms,
    convergenceMs: ms.describe('The part of all three that is not detection.'),
    points: z.array(pointPredictionSchema).readonly(),
  })
  .readonly()
  .describe(
    'How long the recovery of one direction takes by its timers, from the event to the last flow back.',
  );

/** How long the recovery of one direction takes by its timers. */
export type Prediction = z.infer<typeof predictionSchema>;

/**
 * Predicts the recovery of one direction from its timers. On each node the first mechanism to fire decides; the
 * direction is back when the last node has decided. The mean takes the timers' phases as independent of each other.
 *
 * @param away how long the failed machines stay away; a machine that is back before a timer fires decides instead
 * @returns null when nothing can be predicted: the fault is not silent, or no timer of this lab would notice it
 */
export function predict(
  direction: DirectionOfPair & Pick<DirectionObservations, 'flows'>,
  { recovery, silent }: Pick<EventContext, 'recovery' | 'silent'>,
  { timers, composite }: Pick<AnalysisContext, 'timers' | 'composite'>,
  away: readonly Absence[] = [],
): Prediction | null {
  if (!silent || composite) return null;
  const points = pointsWithFlows(direction, recovery).map((point) => ({
    point,
    mechanisms: expectedMechanisms(point, timers, away),
  }));
  if (points.length === 0 || points.some(({ mechanisms }) => mechanisms.length === 0)) return null;
  const recoveries = points.map(({ mechanisms }) => mechanisms.map(recoveryBy));
  const firsts = recoveries.map(first);
  const max = Math.max(...firsts.map(({ maxMs }) => maxMs));
  return {
    minMs: roundMs(Math.max(...firsts.map(({ minMs }) => minMs))),
    meanMs: roundMs(meanOfLast(recoveries, max)),
    maxMs: roundMs(max),
    convergenceMs: Math.max(
      ...points.flatMap(({ mechanisms }) =>
        mechanisms.slice(0, 1).map(({ mechanism }) => convergenceOf(mechanism)),
      ),
    ),
    points: points.flatMap(({ point, mechanisms }) =>
      mechanisms.slice(0, 1).map(({ mechanism }) => ({
        node: point.node,
        tunnels: point.tunnels,
        decidedBy: decisionOf(mechanism, point.node),
        mechanisms: mechanisms.map((each) => ({
          mechanism: each.mechanism,
          minMs: roundMs(each.minMs),
          maxMs: roundMs(each.maxMs),
        })),
      })),
    ),
  };
}

/** Detection, and then convergence. */
function recoveryBy({ mechanism, minMs, maxMs }: ExpectedMechanism): DurationRange {
  const convergence = convergenceOf(mechanism);
  return { minMs: minMs + convergence, maxMs: maxMs + convergence };
}
