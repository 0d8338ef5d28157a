import test from 'ava';
import { connectionsResult, predictedStallMs } from '../../../src/analysis/traffic/connections.ts';
import type { DirectionFacts } from '../../../src/analysis/traffic/direction-facts.ts';
import type { ConnectionObservation } from '../../../src/observations/connection.ts';
import { ms } from '../synthetic.ts';

/** Outage in s and the stall of cubic that was measured for it (docs/trust.md, "TCP"). */
const measuredStalls = [
  [0.1, 0.22],
  [0.5, 0.64],
  [1, 1.48],
  [2, 3.13],
  [4, 6.5],
  [8, 13.28],
  [16, 26.5],
] as const;

test('stalls are predicted as they were measured, within 6 %', (t) => {
  for (const [outage, stall] of measuredStalls) {
    const predicted = predictedStallMs(outage * 1000, 208) / 1000;
    t.true(Math.abs(predicted / stall - 1) < 0.06, `${outage} s: ${predicted} instead of ${stall}`);
  }
  t.is(predictedStallMs(0, 208), 0);
});

const t0 = { lower: ms(5000), upper: ms(5000) };
const window = { from: 0, to: ms(20_000) };
const outageOf = (estimateMs: number): Pick<DirectionFacts, 'longestOutage'> => ({
  longestOutage: { state: 'measured', estimateMs, halfWidthMs: 1 },
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
          { from: ms(4990), to: ms(6490), retransmissionTimeoutMs: 230 },
          { from: ms(9000), to: ms(9300), retransmissionTimeoutMs: 300 },
        ],
      },
    ],
    { t0, window },
    [outageOf(200), outageOf(1000)],
  );
  t.is(result.survived, 2);
  t.is(result.stalled, 1);
  t.is(result.longestStallMs, 1500);
  // The timeout of that connection; at most with a request interval.
  t.deepEqual(result.predictedStall, { minMs: 230 * 7, maxMs: 50 + 230 * 7 });
  t.is(result.retransmits, 3);
});

test('near a doubling of the timer, both steps are predicted', (t) => {
  const stalled = { ...open, stalls: [{ from: ms(4990), to: ms(8200), retransmissionTimeoutMs: 206 }] };
  const after = (outageMs: number) => connectionsResult([stalled], { t0, window }, [outageOf(outageMs)]);
  // Seen: a stall of 3.21 s, where the formula alone gives 6.39 s.
  t.deepEqual(after(3150).predictedStall, { minMs: 206 * 15, maxMs: 50 + 206 * 31 });
  t.deepEqual(after(2500).predictedStall, { minMs: 206 * 15, maxMs: 50 + 206 * 15 });
  t.deepEqual(after(0).predictedStall, { minMs: 0, maxMs: 0 });
});

test('of connections with different timers, the range takes in the steps of all', (t) => {
  const stall = (retransmissionTimeoutMs: number) => ({
    ...open,
    stalls: [{ from: ms(4990), to: ms(11_000), retransmissionTimeoutMs }],
  });
  const { predictedStall } = connectionsResult([stall(204), stall(408)], { t0, window }, [outageOf(3400)]);
  // Seen in a report: "predicted 6.32 s to 6.17 s".
  t.deepEqual(predictedStall, { minMs: 408 * 15, maxMs: 50 + 204 * 31 });
});

test('a connection that ended within the window is lost, one that ended with the measurement is not', (t) => {
  const result = connectionsResult(
    [
      { ...open, state: 'reset', endedAt: ms(6000) },
      { ...open, state: 'timed-out', endedAt: ms(7000) },
      { ...open, state: 'closed', endedAt: ms(20_001) },
    ],
    { t0, window },
    [],
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
    [outageOf(1000)],
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
    [],
  );
  t.deepEqual([result.survived, result.timedOut, result.stillStalled], [0, 1, 0]);
  t.is(result.nextTryMs, null);
});

test('where TCP did not say how long it waits, the usual timer counts for its next try, too', (t) => {
  const stalls = [{ from: ms(19_900), retransmissionTimeoutMs: 0 }];
  const { nextTryMs } = connectionsResult([{ ...open, stalls }], { t0, window }, []);
  t.is(nextTryMs, 108);
});
