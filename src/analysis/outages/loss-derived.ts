import { z } from 'zod';
import { spread } from '../../base/bracket.ts';
import { msFromNs } from '../../base/milliseconds.ts';
import type { DirectionObservations } from '../../observations/direction.ts';
import { type Hit, impairedIn } from './hits.ts';

const ms = z.number();

export const lossDerivedSchema = z
  .object({
    hitFlowsMedianMs: ms,
    hitFlowsMaxMs: ms,
    allFlowsMs: ms.describe('The mean over all flows, also those that were not hit.'),
  })
  .readonly()
  .describe(
    'The outage as the number of impaired packets divided by the rate (RFC 6412, 3.6.5; RFC 6413): a secondary figure, right only while the sender keeps its schedule.',
  );

export type LossDerived = z.infer<typeof lossDerivedSchema>;

/** @param perFlow the loss periods of each flow that was hit */
export function lossDerived(
  perFlow: readonly (readonly Hit[])[],
  { ratePerFlow, flows }: Pick<DirectionObservations, 'ratePerFlow' | 'flows'>,
): LossDerived | null {
  const durations = perFlow.map((own) => (impairedIn(own) * 1e9) / ratePerFlow);
  const of = spread(durations.map((ns) => ({ lower: ns, upper: ns })));
  if (of === undefined) return null;
  return {
    hitFlowsMedianMs: msFromNs(of.median.lower),
    hitFlowsMaxMs: msFromNs(of.max.lower),
    allFlowsMs: msFromNs(durations.reduce((a, b) => a + b, 0) / flows.length),
  };
}
