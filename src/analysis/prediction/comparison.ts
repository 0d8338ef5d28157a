import { z } from 'zod';
import type { Bracket } from '../../base/bracket.ts';
import { duration } from '../../base/duration.ts';
import { msFromNs, nsPerMs } from '../../base/milliseconds.ts';
import { decidedByText, type Phases } from '../recovery/phases.ts';
import type { WithoutRepair } from '../recovery/without-repair.ts';
import type { Prediction } from './prediction.ts';

export const comparisonSchema = z
  .object({
    verdict: z.enum(['within', 'shorter', 'longer', 'not-comparable']),
    explanation: z
      .string()
      .describe('In words: where the difference comes from, or why there is no comparison.'),
  })
  .readonly()
  .describe('How the measured recovery compares with the predicted one.');

export type Comparison = z.infer<typeof comparisonSchema>;

/**
 * Sets the measured recovery beside the predicted one, and says where a difference comes from.
 *
 * @param without what would have been without a repair; null: the same
 * @param lastBack ns from T0 until the last flow was back; undefined if nothing was interrupted or not all are back
 */
export function compare(
  lastBack: Bracket | undefined,
  prediction: Prediction | null,
  phases: Phases | null,
  without: WithoutRepair | null,
): Comparison {
  if (prediction === null) {
    return notComparable(
      without?.outcome === 'never'
        ? `only a repair ends this outage: ${without.reason}`
        : 'nothing is predicted for this fault',
    );
  }
  if (phases === null) return notComparable('nothing was interrupted');
  if (lastBack === undefined) return notComparable('not every flow was back when the window ended');
  const { minMs, maxMs } = prediction;
  if (lastBack.lower > maxMs * nsPerMs) {
    return {
      verdict: 'longer',
      explanation: `${duration(msFromNs(lastBack.lower) - maxMs)} above the predicted maximum; ${whereLonger(phases, prediction)}`,
    };
  }
  if (lastBack.upper < minMs * nsPerMs) {
    return {
      verdict: 'shorter',
      explanation: `${duration(minMs - msFromNs(lastBack.upper))} below the predicted minimum; ${whereShorter(phases, prediction)}`,
    };
  }
  return { verdict: 'within', explanation: 'within the predicted range' };
}

function notComparable(explanation: string): Comparison {
  return { verdict: 'not-comparable', explanation };
}

function whereLonger(phases: Phases, prediction: Prediction): string {
  const { detectionMs, convergenceMs, restorationMs, decidedBy } = phases;
  if (decidedBy?.mechanism === 'repair') return `no timer moved the flows before ${decidedBy.text}`;
  if (detectionMs === null || convergenceMs === null || restorationMs === null) {
    return `${phases.notSeen.join('; ')}, so the phase that took longer is not known`;
  }
  const excess = [
    {
      ms: detectionMs - (prediction.maxMs - prediction.convergenceMs),
      text: `detection took ${duration(detectionMs)} (${decidedByText(phases)})`,
    },
    {
      ms: convergenceMs - prediction.convergenceMs,
      text: `convergence took ${duration(convergenceMs)}, predicted ${duration(prediction.convergenceMs)}`,
    },
    {
      ms: restorationMs,
      text: `packets arrived only ${duration(restorationMs)} after the route had changed`,
    },
  ].sort((a, b) => b.ms - a.ms);
  return excess[0]?.text ?? '';
}

function whereShorter(phases: Phases, prediction: Prediction): string {
  const expected = prediction.points.find((point) => point.node === phases.node)?.decidedBy;
  if (phases.decidedBy !== null && phases.decidedBy.mechanism !== expected?.mechanism) {
    return `${decidedByText(phases)} came before the mechanism that was expected to decide`;
  }
  const detectionMin = prediction.minMs - prediction.convergenceMs;
  const { detectionMs, convergenceMs, notSeen } = phases;
  if (detectionMs !== null && detectionMs < detectionMin) {
    return `detection took only ${duration(detectionMs)} (${decidedByText(phases)})`;
  }
  return detectionMs === null || convergenceMs === null
    ? `${notSeen.join('; ')}, so the phase that took less is not known`
    : `convergence took less than the predicted ${duration(prediction.convergenceMs)}`;
}
