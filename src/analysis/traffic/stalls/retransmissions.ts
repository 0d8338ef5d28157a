import { type Bracket, sum } from '../../../base/bracket.ts';
import { requestIntervalMs } from '../../../observations/connection.ts';
import { lateness } from './timer-wheel.ts';
import { longestTimeoutMs, shortestTimeoutMs } from './usual-timeout.ts';
import { arriving, vanishing, type Way } from './way.ts';

/**
 * When a request that was lost gets through: with the next request, if that is sent before the timer fires, because its
 * acknowledgement shows the gap (RFC 8985, 6); else with a retransmission.
 *
 * @param lost when it was sent (ms)
 * @param timeoutMs the client's retransmission timeout
 * @returns every time at which it may; several where it is open which of two is the first
 */
export function requestThrough(lost: Bracket, timeoutMs: number, way: Way): readonly Bracket[] {
  const nextRequests = Math.ceil(timeoutMs / requestIntervalMs) - 1;
  const tries = Array.from({ length: nextRequests }, (_, index) => exactly(requestIntervalMs * (index + 1)));
  const early = tries.map((wait) => sum([lost, wait]));
  const missed = early.findIndex((next) => vanishing(next, way) === null);
  const before = (missed < 0 ? early : early.slice(0, missed + 1)).flatMap(
    (next) => arriving(next, way) ?? [],
  );
  return missed < 0 ? [...before, ...through(lost, requestWaits(timeoutMs), way)] : before;
}

/**
 * When an answer that was lost gets through. The server has one answer on its way and keeps the next ones back (Nagle's
 * algorithm), so its tail loss probe comes first, and the retransmission timeout starts again with it (RFC 8985, 7.2
 * to 7.3; Linux: tcp_schedule_loss_probe, tcp_send_loss_probe).
 *
 * @param lost when it was sent (ms)
 * @param timeoutMs the server's retransmission timeout
 */
export function answerThrough(lost: Bracket, timeoutMs: number, way: Way): readonly Bracket[] {
  return through(lost, answerWaits(timeoutMs), way);
}

/**
 * How much later the first timer may fire than it was set (ms): Linux sets it anew with each of the next requests, and
 * rounds it up to a tick each time.
 */
const roundingMs = 20;

/** Sends again after each of the waits until nothing can be lost any more. */
function through(lost: Bracket, waits: Iterable<Bracket>, way: Way): readonly Bracket[] {
  const passed: Bracket[] = [];
  let sent: Bracket = { lower: lost.lower, upper: lost.upper + roundingMs };
  for (const wait of waits) {
    const again = sum([sent, wait]);
    const arrived = arriving(again, way);
    if (arrived) passed.push(arrived);
    const lostAgain = vanishing(again, way);
    if (!lostAgain) break;
    sent = lostAgain;
  }
  return passed;
}

/** The first retransmission, and doublings of the timeout after it (RFC 6298, 5.5). */
function* requestWaits(timeoutMs: number): Generator<Bracket, never> {
  yield { lower: timeoutMs, upper: Math.max(timeoutMs + lateness(timeoutMs), putOffMs(timeoutMs)) };
  return yield* doublings(2 * timeoutMs);
}

/** Segments that may be on their way before anything is acknowledged (TCP_INIT_CWND); a lab's requests never fill it. */
const window = 10;

/**
 * Until when requests put off the first timeout: each request sets the timer to a tail loss probe (after twice the round
 * trip and 2 ms) in place of the timeout. Where that is longer than the interval of the requests, neither fires until
 * the window is full (Linux: tcp_schedule_loss_probe). Seen on a busy machine, where the round trip was 16 to 20 ms.
 *
 * @returns ms from the first request that is lost; 0: the probe comes before the next request, and nothing is put off
 */
function putOffMs(timeoutMs: number): number {
  const longestRoundTripMs = Math.max(0, timeoutMs - shortestTimeoutMs);
  const probeMs = 2 * longestRoundTripMs + 2;
  return probeMs + roundingMs < requestIntervalMs ? 0 : (window - 1) * requestIntervalMs + probeMs;
}

/** With one segment on its way, Linux probes after twice the round trip and 200 ms, or when the timeout would end. */
function* answerWaits(timeoutMs: number): Generator<Bracket, never> {
  yield { lower: Math.min(shortestTimeoutMs, timeoutMs), upper: timeoutMs + lateness(timeoutMs) };
  return yield* doublings(timeoutMs);
}

function* doublings(timeoutMs: number): Generator<Bracket, never> {
  for (let wait = timeoutMs; ; wait = Math.min(2 * wait, longestTimeoutMs)) {
    yield { lower: wait, upper: wait + lateness(wait) };
  }
}

const exactly = (ms: number): Bracket => ({ lower: ms, upper: ms });
