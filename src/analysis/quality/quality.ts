import { z } from 'zod';
import { duration } from '../../base/duration.ts';
import type { Observations } from '../../observations/observations.ts';
import type { DirectionHits } from '../outages/direction-hits.ts';
import { flowFlags } from './flow-flags.ts';
import { impairedBefore } from './impaired-before.ts';
import { precisionFlags } from './precision-flags.ts';
import { doubtful, invalid, type QualityFlag, qualityFlagSchema } from './quality-flag.ts';
import { tunnelCoverage, tunnelCoverageSchema } from './tunnel-coverage.ts';

const count = z.int().nonnegative();

export const qualitySchema = z
  .object({
    valid: z.boolean().describe('Whether no flag has the severity invalid.'),
    packetsLostBeforeFault: count,
    packetsLateBeforeFault: count,
    flowsPerTunnel: z
      .array(tunnelCoverageSchema)
      .readonly()
      .describe('Before T0, for every tunnel that routing has for the direction.'),
    flags: z.array(qualityFlagSchema).readonly(),
  })
  .readonly()
  .describe("Whether the trial's figures can be trusted.");

export type Quality = z.infer<typeof qualitySchema>;

/**
 * Judges whether a trial's figures can be trusted: what was wrong before the fault, or with the measurement itself.
 *
 * @param options.contendedBy why the machine had too little time for the measurement; empty if it had enough
 */
export function quality(
  directions: readonly (DirectionHits & { readonly pair: string })[],
  observations: Observations,
  options: { readonly delayThresholdMs: number; readonly contendedBy: readonly string[] },
): Quality {
  const before = directions.map((hits) => impairedBefore(hits, observations, options.delayThresholdMs));
  const lost = before.reduce((count, own) => count + own.lost, 0);
  const late = before.reduce((count, own) => count + own.late, 0);
  const flags: readonly QualityFlag[] = [
    ...(lost > 0 ? [invalid('loss-before-fault', `${lost} packets were lost before the fault`)] : []),
    ...(late > 0
      ? [
          doubtful(
            'late-before-fault',
            `${late} packets took more than ${duration(options.delayThresholdMs)} before the fault`,
          ),
        ]
      : []),
    ...flowFlags(
      directions.map(({ direction }) => direction),
      observations,
    ),
    ...options.contendedBy.map((reason) => doubtful('contended', reason)),
    ...precisionFlags(directions, observations),
  ];
  return {
    valid: flags.every(({ severity }) => severity !== 'invalid'),
    packetsLostBeforeFault: lost,
    packetsLateBeforeFault: late,
    flowsPerTunnel: directions.flatMap(({ pair, direction }) => tunnelCoverage(pair, direction)),
    flags,
  };
}
