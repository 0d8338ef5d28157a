import { z } from 'zod';
import type { DirectionObservations } from '../../observations/direction.ts';

export const qualityFlagSchema = z
  .object({
    code: z.enum([
      'loss-before-fault',
      'late-before-fault',
      'nothing-before-fault',
      'tunnel-without-flows',
      'fault-out-of-reach',
      'path-unknown',
      'flows-strayed',
      'host-stalled',
      'contended',
      'shared-machine',
      'coarse-bracket',
      't0-uncertain',
      'short-watch',
    ]),
    severity: z
      .enum(['invalid', 'doubtful'])
      .describe('invalid: the figures cannot be used. doubtful: read them with the message in mind.'),
    message: z.string(),
  })
  .readonly();

/** One reason not to trust the figures of a trial. */
export type QualityFlag = z.infer<typeof qualityFlagSchema>;

export function invalid(code: QualityFlag['code'], message: string): QualityFlag {
  return { code, severity: 'invalid', message };
}

export function doubtful(code: QualityFlag['code'], message: string): QualityFlag {
  return { code, severity: 'doubtful', message };
}

/** A direction as the messages call it: "Azure to site". */
export const directionText = ({ from, to }: DirectionObservations): string => `${from} to ${to}`;
