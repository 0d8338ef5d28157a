import { type Bracket, difference, spanOf } from '../../../base/bracket.ts';
import { requestIntervalMs } from '../../../observations/connection.ts';
import { harmlessLatenessMs } from '../../quality/contention.ts';
import { answerThrough, requestThrough } from './retransmissions.ts';
import { arriving, vanishing, type Way } from './way.ts';

/** The ways of a connection's requests and of the answers to them. */
export interface Ways {
  readonly requests: Way;
  readonly answers: Way;
}

/** How long TCP waits at each end until it sends again for the first time (ms, above 0). */
export interface Timeouts {
  readonly requestMs: number;
  readonly answerMs: number;
}

/** How finely the moment of the first request that is lost is varied (ms); it divides the interval of the requests. */
const stepMs = 5;

/**
 * How long a connection stands still, from the last answer to the next one: until a request gets through, and then its
 * answer. Either may be lost, and is sent again when the timer at its end says so. What is not known (when in the interval
 * of the requests an interruption begins, how late timers fire) is tried within its bounds.
 *
 * @returns ms; null when nothing is interrupted for long enough that a request or an answer must be lost
 */
export function stallRange({ requests, answers }: Ways, timeouts: Timeouts): Bracket | null {
  const stalls = [
    ...requests.flatMap(({ onset }) =>
      rangeOf(sendingsAfter(onset), (sent) => {
        const lost = vanishing(sent, requests);
        return lost ? stallsOfRequest(lost, { requests, answers }, timeouts) : [];
      }),
    ),
    ...answers.flatMap(({ onset }) =>
      rangeOf(sendingsAfter(onset), (sent) => {
        // A request that is lost itself has no answer: that stall is among those above.
        const lost = vanishing(sent, requests) ? null : vanishing(sent, answers);
        return lost ? stallsFrom(lost, answerThrough(lost, timeouts.answerMs, answers)) : [];
      }),
    ),
  ];
  if (stalls.length === 0) return null;
  // One of several interruptions gives the longest stall: it is at least the longest of the shortest ones.
  return {
    lower: Math.max(...stalls.map(({ lower }) => lower)),
    upper: Math.max(...stalls.map(({ upper }) => upper)),
  };
}

/** The requests of one interval: one of them is the first after the onset. */
function sendingsAfter(onset: Bracket): readonly Bracket[] {
  return Array.from({ length: requestIntervalMs / stepMs }, (_, index) => ({
    lower: onset.lower + index * stepMs,
    upper: onset.upper + (index + 1) * stepMs,
  }));
}

/** The range over all of them; empty when none leads to a stall. */
function rangeOf(
  sendings: readonly Bracket[],
  stallsAfter: (sent: Bracket) => readonly Bracket[],
): Bracket[] {
  const stalls = sendings.flatMap(stallsAfter);
  return stalls.length > 0 ? [spanOf(stalls)] : [];
}

function stallsOfRequest(
  lost: Bracket,
  { requests, answers }: Ways,
  { requestMs, answerMs }: Timeouts,
): Bracket[] {
  return requestThrough(lost, requestMs, requests).flatMap((through) => {
    const answered = arriving(through, answers);
    const unanswered = vanishing(through, answers);
    return stallsFrom(lost, [
      ...(answered ? [answered] : []),
      ...(unanswered ? answerThrough(unanswered, answerMs, answers) : []),
    ]);
  });
}

/**
 * The last answer was to the request before the first that was lost, an interval earlier. Either end of the stall may be
 * late by as much as a machine may be that is not busy.
 */
function stallsFrom(lost: Bracket, ends: readonly Bracket[]): Bracket[] {
  return ends.map((end) => {
    const { lower, upper } = difference(end, lost);
    return {
      lower: lower + requestIntervalMs - harmlessLatenessMs,
      upper: upper + requestIntervalMs + harmlessLatenessMs,
    };
  });
}
