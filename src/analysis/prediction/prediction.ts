import { z } from 'zod';
import { roundMs } from '../../base/milliseconds.ts';
import type { AppliedFault } from '../../observations/applied-fault.ts';
import type { DirectionObservations } from '../../observations/direction.ts';
import { callersOf } from '../recovery/callers.ts';
import { decisionOf, decisionSchema, type Mechanism } from '../recovery/mechanism.ts';
import type {
  AnalysisContext,
  DirectionOfPair,
  EventContext,
  RecoveryPoint,
} from '../recovery/recovery-map.ts';
import { type NumbersOfLab, restOf } from '../recovery/whose.ts';
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
    otherwise: z
      .object({ assumption: z.literal('azureBgpFollowsTunnel'), minMs: ms, meanMs: ms, maxMs: ms })
      .readonly()
      .exactOptional()
      .describe(
        'How long it would take if the assumption of the profile were the other way round. Absent: as long.',
      ),
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
 * @param applied the fault; a failed machine that is back before a timer fires decides instead
 * @returns null when nothing can be predicted: the fault is not silent, no timer of this lab would notice it, or another
 * event of the trial takes the path that is left, before or while this one recovers
 */
export function predict(
  direction: DirectionOfPair & Pick<DirectionObservations, 'flows'>,
  event: Pick<EventContext, 'recovery' | 'silent' | 'togetherStranded'>,
  context: Pick<AnalysisContext, 'timers' | 'azureNodes'>,
  applied: Pick<AppliedFault, 'away' | 'parameters'> = { away: [] },
): Prediction | null {
  const { pair, name } = direction;
  if (!event.silent) return null;
  const prediction = predictedWith(direction, event, context, applied);
  const cutOff = event.togetherStranded?.find((own) => own.pair === pair && own.direction === name);
  if (prediction === null || (cutOff && (cutOff.afterMs ?? 0) < prediction.maxMs)) return null;
  const { timers } = context;
  const otherwise = predictedWith(
    direction,
    event,
    { ...context, timers: { ...timers, azureBgpFollowsTunnel: !timers.azureBgpFollowsTunnel } },
    applied,
  );
  const isOther = otherwise !== null && otherwise.maxMs !== prediction.maxMs;
  return {
    ...prediction,
    ...(isOther && {
      otherwise: {
        assumption: 'azureBgpFollowsTunnel' as const,
        minMs: otherwise.minMs,
        meanMs: otherwise.meanMs,
        maxMs: otherwise.maxMs,
      },
    }),
  };
}

function predictedWith(
  direction: DirectionOfPair & Pick<DirectionObservations, 'flows'>,
  { recovery }: Pick<EventContext, 'recovery'>,
  context: NumbersOfLab,
  applied: Pick<AppliedFault, 'away' | 'parameters'>,
): Omit<Prediction, 'otherwise'> | null {
  const points = pointsWithFlows(direction, recovery).map((point) => ({
    point,
    mechanisms: expectedMechanisms(point, context, applied.away),
  }));
  if (points.length === 0 || points.some(({ mechanisms }) => mechanisms.length === 0)) return null;
  const recoveries = points.map(({ point, mechanisms }) =>
    mechanisms.map((mechanism) => recoveryBy(mechanism, rebuilds(point))),
  );
  const firsts = recoveries.map(first);
  const max = Math.max(...firsts.map(({ maxMs }) => maxMs));
  return {
    minMs: roundMs(Math.max(...firsts.map(({ minMs }) => minMs))),
    meanMs: roundMs(meanOfLast(recoveries, max)),
    maxMs: roundMs(max),
    convergenceMs: Math.max(
      ...points.flatMap(({ point, mechanisms }) =>
        mechanisms.slice(0, 1).map(({ mechanism }) => convergenceOf(mechanism, rebuilds(point))),
      ),
    ),
    points: points.flatMap(({ point, mechanisms }) =>
      mechanisms.slice(0, 1).map(({ mechanism }) => ({
        node: point.node,
        tunnels: point.tunnels,
        decidedBy: decisionOf(
          mechanism,
          nodeOf(mechanism, point),
          restOf(mechanism, point, context, applied),
        ),
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
function recoveryBy({ mechanism, minMs, maxMs }: ExpectedMechanism, isRebuilt: boolean): DurationRange {
  const convergence = convergenceOf(mechanism, isRebuilt);
  return { minMs: minMs + convergence, maxMs: maxMs + convergence };
}

const rebuilds = ({ comeback }: RecoveryPoint): boolean => comeback?.by === 'takeover';

/** The node on which a mechanism fires: flows that wait for a pair of devices wait for another node than that of their point. */
function nodeOf(mechanism: Mechanism, point: RecoveryPoint): string {
  const { takeover } = point;
  if (takeover?.detection === undefined) return point.node;
  if (mechanism === 'takeover') return takeover.node;
  return (mechanism === 'dpd' ? callersOf(point)[0]?.node : undefined) ?? point.node;
}
