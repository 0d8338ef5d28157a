import { z } from 'zod';
import type { Limits } from '../../definition/definition.ts';
import { directionResults } from '../direction-results.ts';
import type { TrialResult } from '../result.ts';
import { connectionsMiss, flowsMiss, outageMiss, redundancyMiss, shortOutage } from './misses.ts';

const sentences = z.array(z.string()).readonly();

/** What the limits of a case say about a run. */
export const verdictSchema = z
  .object({
    outcome: z
      .enum(['passed', 'failed', 'nothing-measured'])
      .describe(
        'nothing-measured: no limit is known to be missed, and not every trial has figures that can be believed',
      ),
    misses: sentences.describe('a sentence for every limit that was missed: by how much, and why'),
    invalid: sentences.describe('why the figures of a trial say nothing'),
    notes: sentences.describe('what to have in mind when reading the figures; it decides nothing'),
  })
  .readonly();

export type Verdict = z.infer<typeof verdictSchema>;

/**
 * Whether a run keeps its limits. Every trial has to keep the maxima, in both directions; the minimum is kept when
 * the longest outage of all is so long. An outage is judged by its estimate, and one that did not end is longer than
 * any limit.
 *
 * What no maximum limits has to come back nevertheless, within the time that the run allows. Only a case that demands
 * an outage (`minOutageSeconds`) may leave it open whether that ever ends.
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
    // A trial that says nothing might have had the outage that is asked for.
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
