import { z } from 'zod';
import { numberRanges } from '../../base/number-ranges.ts';
import type { Shard } from '../../base/shard.ts';
import type { Limits } from '../../definition/definition.ts';
import { directionResults } from '../direction-results.ts';
import type { NumberedTrial } from '../numbered-trial.ts';
import { lateReplacement } from './late-replacement.ts';
import { connectionsMiss, flowsMiss, outageMiss, redundancyMiss, shortOutage } from './misses.ts';

const sentences = z.array(z.string()).readonly();

/** How a run compares with its limits. */
export const verdictSchema = z
  .object({
    outcome: z
      .enum(['passed', 'failed', 'nothing-measured'])
      .describe(
        'nothing-measured: no limit is known to be missed, but not every trial is valid, or a limit is undecided.',
      ),
    misses: sentences.describe('A sentence for every limit that was missed: by how much, and why.'),
    invalid: sentences.describe('Why the figures of a trial cannot be used.'),
    undecided: sentences
      .exactOptional()
      .describe('Why it is not known whether a limit was missed. Absent: every limit is decided.'),
    notes: sentences.describe('Remarks on the figures, which do not affect the outcome.'),
  })
  .readonly();

export type Verdict = z.infer<typeof verdictSchema>;

interface Judged {
  readonly trials: readonly NumberedTrial[];
  /** Absent or null: the trials are those of the whole run. */
  readonly shard?: Shard | null;
  /** Numbers of trials that the shards should have had. */
  readonly missing?: readonly number[];
}

/**
 * Whether a run keeps its limits. Every trial has to keep the maxima in both directions. The minimum is kept when the
 * longest outage of all trials is at least that long. An outage is judged by its estimate; one that did not end is longer
 * than any limit. Of a shard, the maxima are judged; the minimum is judged when all shards are together.
 *
 * Without a maximum, flows and redundancy still have to come back within the time that the run allows. Only a case that
 * demands an outage (`minOutageSeconds`) may leave its end open.
 *
 * A limit that only the slowness of the machine has missed is undecided ({@link lateReplacement}).
 */
export function verdictOn({ trials, shard = null, missing = [] }: Judged, limits: Limits = {}): Verdict {
  const isAlone = trials.length === 1 && shard === null && missing.length === 0;
  const judged = trials.map((trial) => ({
    trial,
    subject: !isAlone ? [`trial ${trial.number} (${trial.fault.target})`] : [],
    late: lateReplacement(trial, limits),
  }));
  const valid = judged.filter(({ trial }) => trial.quality.valid);
  const complete = valid.length === trials.length && trials.length > 0 && missing.length === 0;
  const undecided = valid.flatMap(({ subject, late }) => sentence(subject, late));
  const misses = [
    ...valid.flatMap(({ trial, subject, late }) => [
      ...directionResults(trial).flatMap((direction) =>
        [outageMiss(direction, limits), flowsMiss(direction, limits)].flatMap((miss) =>
          sentence([...subject, `${direction.from} to ${direction.to}`], miss),
        ),
      ),
      ...(late === undefined ? sentence(subject, redundancyMiss(trial, limits)) : []),
      ...sentence(subject, connectionsMiss(trial, limits)),
    ]),
    // A trial that is invalid, or in another shard, might have had the outage that is expected.
    ...(complete && shard === null ? sentence([], shortOutage(trials, limits)) : []),
  ];
  const flags = (severity: 'invalid' | 'doubtful') =>
    judged.flatMap(({ trial, subject }) =>
      trial.quality.flags
        .filter((flag) => flag.severity === severity)
        .flatMap(({ message }) => sentence(subject, message)),
    );
  return {
    outcome:
      misses.length > 0 ? 'failed' : complete && undecided.length === 0 ? 'passed' : 'nothing-measured',
    misses,
    invalid: [
      ...(trials.length === 0 ? ['there was no trial'] : flags('invalid')),
      ...sentence([], missingText(missing)),
    ],
    ...(undecided.length > 0 && { undecided }),
    notes: flags('doubtful'),
  };
}

/** A sentence when trials are missing. */
export function missingText(missing: readonly number[]): string | undefined {
  if (missing.length === 0) return undefined;
  return `no shard has trial${missing.length > 1 ? 's' : ''} ${numberRanges(missing)}`;
}

function sentence(subject: readonly string[], text: string | undefined): string[] {
  return text === undefined ? [] : [subject.length === 0 ? text : `${subject.join(', ')}: ${text}`];
}
