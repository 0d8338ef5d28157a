import { z } from 'zod';
import type { Limits } from '../../definition/definition.ts';
import { directionResults } from '../direction-results.ts';
import type { TrialResult } from '../result.ts';
import { connectionsMiss, flowsMiss, outageMiss, redundancyMiss, shortOutage } from './misses.ts';

const sentences = z.array(z.string()).readonly();

/** How a run compares with its limits. */
export const verdictSchema = z
  .object({
    outcome: z
      .enum(['passed', 'failed', 'nothing-measured'])
      .describe('nothing-measured: no limit is known to be missed, but not every trial is valid.'),
    misses: sentences.describe('A sentence for every limit that was missed: by how much, and why.'),
    invalid: sentences.describe('Why the figures of a trial cannot be used.'),
    notes: sentences.describe('Remarks on the figures, which do not affect the outcome.'),
  })
  .readonly();

export type Verdict = z.infer<typeof verdictSchema>;

/**
 * Whether a run keeps its limits. Every trial has to keep the maxima in both directions. The minimum is kept when the
 * longest outage of all trials is at least that long. An outage is judged by its estimate; one that did not end is longer
 * than any limit.
 *
 * Without a maximum, flows and redundancy still have to come back within the time that the run allows. Only a case that
 * demands an outage (`minOutageSeconds`) may leave its end open.
 */
export function verdictOn(
  { trials }: { readonly trials: readonly TrialResult[] },
  limits: Limits = {},
): Verdict {
  const judged = trials.map((trial, index) => ({
    trial,
    subject: trials.length > 1 ? [`trial ${index + 1} (${trial.fault.target})`] : [],
  }));
  const valid = judged.filter(({ trial }) => trial.quality.valid);
  const complete = valid.length === trials.length && trials.length > 0;
  const misses = [
    ...valid.flatMap(({ trial, subject }) => [
      ...directionResults(trial).flatMap((direction) =>
        [outageMiss(direction, limits), flowsMiss(direction, limits)].flatMap((miss) =>
          sentence([...subject, `${direction.from} to ${direction.to}`], miss),
        ),
      ),
      ...sentence(subject, redundancyMiss(trial, limits)),
      ...sentence(subject, connectionsMiss(trial, limits)),
    ]),
    // An invalid trial might have had the outage that is expected.
    ...(complete ? sentence([], shortOutage(trials, limits)) : []),
  ];
  const flags = (severity: 'invalid' | 'doubtful') =>
    judged.flatMap(({ trial, subject }) =>
      trial.quality.flags
        .filter((flag) => flag.severity === severity)
        .flatMap(({ message }) => sentence(subject, message)),
    );
  return {
    outcome: misses.length > 0 ? 'failed' : complete ? 'passed' : 'nothing-measured',
    misses,
    invalid: trials.length === 0 ? ['there was no trial'] : flags('invalid'),
    notes: flags('doubtful'),
  };
}

function sentence(subject: readonly string[], text: string | undefined): string[] {
  return text === undefined ? [] : [subject.length === 0 ? text : `${subject.join(', ')}: ${text}`];
}
