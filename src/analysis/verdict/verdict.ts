import { z } from 'zod';
import type { Limits } from '../../definition/definition.ts';
import { knownOutageMs, type Outage, worstOutage } from '../outages/worst-outage.ts';
import type { DirectionResult, TrialResult } from '../result.ts';

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

/** The worst of all trials: the figures that limits are held against. */
export interface WorstFigures {
  readonly directions: readonly (Pick<DirectionResult, 'name' | 'from' | 'to'> & {
    /** The longest one; null: nothing was interrupted. */
    readonly outage: Outage | null;
  })[];
  /** Null: not within the time allowed. */
  readonly redundancyRestoredMs: number | null;
}

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
      ...trial.directions.flatMap((direction) =>
        [outageMiss(direction, limits), flowsMiss(direction, limits)].flatMap((miss) =>
          sentence([...subject, titleOf(direction)], miss),
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

/** The worst figures of those trials that can be believed; null when there is none. */
export function worstFigures(trials: readonly TrialResult[]): WorstFigures | null {
  const valid = trials.filter(({ quality }) => quality.valid);
  const [first] = valid;
  if (!first) return null;
  return {
    directions: first.directions.map(({ name, from, to }) => ({
      name,
      from,
      to,
      outage: worstOutage(valid.flatMap(({ directions }) => directions.filter((own) => own.name === name))),
    })),
    redundancyRestoredMs: valid.reduce<number | null>(
      (worst, { redundancyRestoredMs: own }) =>
        worst === null || own === null ? null : Math.max(worst, own),
      0,
    ),
  };
}

function sentence(subject: readonly string[], text: string | undefined): string[] {
  return text === undefined ? [] : [subject.length === 0 ? text : `${subject.join(', ')}: ${text}`];
}

const titleOf = ({ from, to }: DirectionResult): string => `${from} to ${to}`;

function outageMiss(direction: DirectionResult, { maxOutageSeconds: limit, minOutageSeconds }: Limits) {
  const outage = worstOutage([direction]);
  const { flowsNotRecovered } = direction;
  if (outage?.state === 'at-least' || flowsNotRecovered > 0) {
    if (limit === undefined && minOutageSeconds !== undefined) return undefined;
    const length = outage?.state === 'at-least' ? ` after ${seconds(outage.atLeastMs)}` : '';
    const allowed = limit === undefined ? '' : `, and the limit is ${limit} s`;
    return `the outage had not ended${length}${allowed}${because(whyNotBack(direction))}`;
  }
  if (outage === null || limit === undefined || outage.estimateMs <= limit * 1000) return undefined;
  const excess = seconds(outage.estimateMs - limit * 1000);
  return `outage ${seconds(outage.estimateMs)} is ${excess} above the limit of ${limit} s${because(whySoLong(direction, outage))}`;
}

function flowsMiss({ flows, flowsHit }: DirectionResult, { maxFlowsHitPercent: limit }: Limits) {
  const percent = (100 * flowsHit) / flows;
  if (limit === undefined || percent <= limit) return undefined;
  const excess = flowsHit - Math.floor((limit * flows) / 100);
  return `${flowsHit} of ${flows} flows were hit, ${excess} more than the limit of ${limit} %`;
}

/** A limit for connections that nobody opened is missed as well: it would be kept by looking away. */
function connectionsMiss({ directions }: TrialResult, { maxConnectionsLost: limit }: Limits) {
  if (limit === undefined) return undefined;
  const own = directions.flatMap(({ connections }) => connections ?? []);
  if (own.length === 0) return `there were no TCP connections, of which ${limit} may be lost (--tcp)`;
  const sum = (key: 'reset' | 'timedOut' | 'failed') =>
    own.reduce((total, connections) => total + connections[key], 0);
  const lost = sum('reset') + sum('timedOut') + sum('failed');
  if (lost <= limit) return undefined;
  return `${lost} TCP connections were lost, ${lost - limit} more than the limit of ${limit} (${sum('reset')} reset, ${sum('timedOut')} timed out, ${sum('failed')} otherwise)`;
}

function redundancyMiss(
  { redundancyRestoredMs: restored }: TrialResult,
  { maxRedundancySeconds: limit, minOutageSeconds }: Limits,
): string | undefined {
  if (restored === null) {
    if (limit === undefined && minOutageSeconds !== undefined) return undefined;
    const allowed = limit === undefined ? '' : `, and the limit is ${limit} s`;
    return `full redundancy was not back within the time that the run allows${allowed}`;
  }
  if (limit === undefined || restored <= limit * 1000) return undefined;
  return `full redundancy was back after ${seconds(restored)}, ${seconds(restored - limit * 1000)} above the limit of ${limit} s`;
}

function shortOutage(
  trials: readonly TrialResult[],
  { minOutageSeconds: least }: Limits,
): string | undefined {
  const outage = worstOutage(trials.flatMap(({ directions }) => directions));
  if (least === undefined) return undefined;
  if (outage === null) {
    return least === 0
      ? undefined
      : `nothing was interrupted, and an outage of ${least} s or more was expected`;
  }
  const known = knownOutageMs(outage);
  if (known >= least * 1000) return undefined;
  return outage.state === 'measured'
    ? `the longest outage, ${seconds(known)}, is ${seconds(least * 1000 - known)} below the ${least} s that were expected at least`
    : `the longest outage was watched for ${seconds(known)} only, and ${least} s or more were expected`;
}

const because = (reason: string | undefined) => (reason === undefined ? '' : ` (${reason})`);

function whyNotBack({ flowsNotRecovered, phases }: DirectionResult): string | undefined {
  if (phases && phases.notSeen.length > 0) return phases.notSeen.join('; ');
  return flowsNotRecovered > 0 ? `${flowsNotRecovered} flows were not back when the window ended` : undefined;
}

/** The phase that took longest, with what was being waited for. */
function whySoLong({ outage, phases }: DirectionResult, longest: Outage): string | undefined {
  if (longest !== outage) return 'a second hit, after all flows had been back';
  if (!phases) return undefined;
  const { detectionMs, convergenceMs, restorationMs, decidedByText, node } = phases;
  const parts = [
    { ms: detectionMs, text: (took: string) => `${decidedByText} took ${took}` },
    {
      ms: convergenceMs,
      text: (took: string) => `the routes on ${node} changed only ${took} after it had noticed`,
    },
    {
      ms: restorationMs,
      text: (took: string) => `packets arrived only ${took} after the routes had changed`,
    },
  ];
  if (parts.some(({ ms }) => ms === null)) return phases.notSeen[0];
  const slowest = parts.reduce((a, b) => ((b.ms ?? 0) > (a.ms ?? 0) ? b : a));
  return slowest.ms === null ? undefined : slowest.text(seconds(slowest.ms));
}

/** "5.31 s"; what that would make nothing of, in ms. */
function seconds(milliseconds: number): string {
  return milliseconds < 9.95 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}
