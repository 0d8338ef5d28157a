import { spanOf } from '../../../base/bracket.ts';
import { roundMs } from '../../../base/milliseconds.ts';
import type { StallObservation } from '../../../observations/connection.ts';
import { stallRange, type Timeouts } from './stall-range.ts';
import { usualTimeoutMs } from './usual-timeout.ts';
import type { Way } from './way.ts';

/** The ways that requests can have taken, and their answers; null: some were interrupted to the end. */
export interface PossibleWays {
  readonly requests: readonly Way[] | null;
  readonly answers: readonly Way[] | null;
}

/**
 * The shortest and the longest stall (ms) of a connection that was hit. Which tunnels it was hashed to is not known, so
 * every pair of ways counts.
 *
 * @param stalls those that were seen: each says how long TCP would wait at both ends
 * @returns null when an interruption did not end, or when there are so many that the answer would take minutes
 */
export function predictedStall(
  { requests, answers }: PossibleWays,
  stalls: readonly Pick<StallObservation, 'retransmissionTimeoutMs' | 'answerTimeoutMs'>[],
): { readonly minMs: number; readonly maxMs: number } | null {
  if (requests === null || answers === null) return null;
  const timeouts = differentTimeouts(stalls);
  if (trialsOf({ requests, answers }) * timeouts.length > mostTrials) return null;
  const ranges = requests.flatMap((there) =>
    answers.flatMap((back) =>
      timeouts.flatMap((own) => stallRange({ requests: there, answers: back }, own) ?? []),
    ),
  );
  if (ranges.length === 0) return { minMs: 0, maxMs: 0 };
  const { lower, upper } = spanOf(ranges);
  return { minMs: roundMs(lower), maxMs: roundMs(upper) };
}

/**
 * A trial tries 20 requests and their answers after each interruption, against each interruption. This many take about a
 * second; 32 ways of 40 interruptions each, as on a machine that is far too busy, would take minutes.
 */
const mostTrials = 200_000;

const trialsOf = ({
  requests,
  answers,
}: Readonly<Record<'requests' | 'answers', readonly Way[]>>): number => {
  const [there, back] = [requests, answers].map((ways) => Math.max(0, ...ways.map((way) => way.length)));
  return requests.length * answers.length * ((there ?? 0) + (back ?? 0)) ** 2;
};

/** The pairs of timeouts that occur; the usual ones where TCP did not say. */
function differentTimeouts(
  stalls: readonly Pick<StallObservation, 'retransmissionTimeoutMs' | 'answerTimeoutMs'>[],
): readonly Timeouts[] {
  const pairs = stalls.map(({ retransmissionTimeoutMs, answerTimeoutMs }): Timeouts => {
    const requestMs = retransmissionTimeoutMs || usualTimeoutMs;
    return { requestMs, answerMs: answerTimeoutMs || requestMs };
  });
  const different = new Map(pairs.map((pair) => [`${pair.requestMs} ${pair.answerMs}`, pair]));
  if (different.size > 0) return [...different.values()];
  return [{ requestMs: usualTimeoutMs, answerMs: usualTimeoutMs }];
}
