import { z } from 'zod';
import { counted } from '../../base/counted.ts';
import { msFromNs } from '../../base/milliseconds.ts';
import type { PhaseMoments } from './phase-moments.ts';

export const phaseStepSchema = z
  .object({
    phase: z.enum(['detection', 'convergence', 'restoration']),
    endedBy: z.string().describe('What ended the phase, in words.'),
    atMs: z.number().describe('When, from the event.'),
  })
  .readonly();

type PhaseStep = z.infer<typeof phaseStepSchema>;

/** The ends of the phases that were seen. */
export function phaseSteps({ t0, detected, moved, back }: PhaseMoments): readonly PhaseStep[] {
  const step = (phase: PhaseStep['phase'], endedBy: string, at: number): PhaseStep => ({
    phase,
    endedBy,
    atMs: msFromNs(at - t0),
  });
  return [
    ...(detected ? [step('detection', detected.by.text, detected.at)] : []),
    ...(moved ? [step('convergence', moved.by.text, moved.at)] : []),
    ...(back === undefined ? [] : [step('restoration', 'first good packet of the last flow', back)]),
  ];
}

/**
 * What was not observed, in words.
 *
 * @param byFault the fault itself decided, so that no node had to notice
 */
export function notSeen(
  { last, point, detected, moved, back }: PhaseMoments,
  byFault: boolean,
): readonly string[] {
  const notBack =
    back === undefined
      ? [
          `${counted(last.hits.length, 'flow')} of ${last.path ?? 'an unknown path'} ${last.hits.length === 1 ? 'was' : 'were'} not back when the window ended`,
        ]
      : [];
  if (point === undefined && detected === undefined) {
    if (byFault) return notBack;
    const unknown =
      last.path === undefined
        ? 'the path of the last flow is not known'
        : `no node is known to decide about ${last.path}`;
    return [unknown, ...notBack];
  }
  const node = point?.node ?? '';
  return [
    ...(detected || byFault ? [] : [`no event of ${node} shows that it noticed`]),
    ...(moved ? [] : [`no route event of ${node} removes the failed next hop`]),
    ...notBack,
  ];
}
