import test from 'ava';
import { connectionsResult } from '../../../src/analysis/traffic/connections.ts';
import type { PossibleWays } from '../../../src/analysis/traffic/stalls/predicted-stall.ts';
import type { ConnectionObservation } from '../../../src/observations/connection.ts';
import { ms } from '../synthetic.ts';

const t0 = { lower: ms(5000), upper: ms(5000) };
const window = { from: 0, to: ms(20_000) };
const calm: PossibleWays = { requests: [[]], answers: [[]] };
/** All answers were lost for so long. */
const answersLostFor = (lengthMs: number): PossibleWays => ({
  ...calm,
  answers: [
    [{ onset: { lower: 5000, upper: 5001 }, end: { lower: 5000 + lengthMs, upper: 5001 + lengthMs } }],
  ],
});
const open: ConnectionObservation = { state: 'open', retransmits: 0, stalls: [] };

test('the longest stall after the fault counts, whichever way was interrupted', (t) => {
  const result = connectionsResult(
    [
      open,
      {
        ...open,
        retransmits: 3,
        stalls: [
          { from: ms(1000), to: ms(3000), retransmissionTimeoutMs: 300 },
          { from: ms(4990), to: ms(6860), retransmissionTimeoutMs: 230, answerTimeoutMs: 220 },
          { from: ms(9000), to: ms(9300), retransmissionTimeoutMs: 300 },
        ],
      },
    ],
    { t0, window },
    answersLostFor(1200),
  );
  t.is(result.survived, 2);
  t.is(result.stalled, 1);
  t.is(result.longestStallMs, 1870);
  // The server's timeout of that connection: after 8 times 220 ms.
  t.true((result.predictedStall?.minMs ?? 0) > 220 * 7, JSON.stringify(result.predictedStall));
  t.true((result.predictedStall?.maxMs ?? 0) < 220 * 9, JSON.stringify(result.predictedStall));
  t.is(result.stallComparison?.verdict, 'within');
  t.is(result.retransmits, 3);
});

test('a connection that ended within the window is lost, one that ended with the measurement is not', (t) => {
  const result = connectionsResult(
    [
      { ...open, state: 'reset', endedAt: ms(6000) },
      { ...open, state: 'timed-out', endedAt: ms(7000) },
      { ...open, state: 'closed', endedAt: ms(20_001) },
    ],
    { t0, window },
    calm,
  );
  t.deepEqual([result.survived, result.reset, result.timedOut, result.failed], [1, 1, 1, 0]);
  t.is(result.longestStallMs, null);
});

test('a connection without an answer when the window ends has not survived, and TCP tries again by its timer', (t) => {
  const result = connectionsResult(
    [
      { ...open, stalls: [{ from: ms(5100), retransmissionTimeoutMs: 210 }] },
      { ...open, stalls: [{ from: ms(5200), to: ms(21_000), retransmissionTimeoutMs: 210 }] },
    ],
    { t0, window },
    answersLostFor(1000),
  );
  t.deepEqual([result.opened, result.survived, result.stillStalled], [2, 0, 2]);
  // The second one sends again 210 (2^7 - 1) ms after 5.2 s.
  t.is(result.nextTryMs, 5200 + 210 * 127 - 20_000);
  t.is(result.longestStallMs, 14_900);
});

test('a connection that was lost while it stalled is lost, and not one that may come back', (t) => {
  const stalls = [{ from: ms(5100), retransmissionTimeoutMs: 210 }];
  const result = connectionsResult(
    [{ ...open, state: 'timed-out', endedAt: ms(9000), stalls }],
    { t0, window },
    calm,
  );
  t.deepEqual([result.survived, result.timedOut, result.stillStalled], [0, 1, 0]);
  t.is(result.nextTryMs, null);
});

test('where TCP did not say how long it waits, the usual timer counts for its next try, too', (t) => {
  const stalls = [{ from: ms(19_900), retransmissionTimeoutMs: 0 }];
  const { nextTryMs } = connectionsResult([{ ...open, stalls }], { t0, window }, calm);
  t.is(nextTryMs, 108);
});
