import test from 'ava';
import { predictedStall } from '../../../../src/analysis/traffic/stalls/predicted-stall.ts';
import type { Way } from '../../../../src/analysis/traffic/stalls/way.ts';

const lost = (seconds: number): Way => [
  { onset: { lower: 0, upper: 1 }, end: { lower: seconds * 1000, upper: seconds * 1000 + 1 } },
];
const intact: Way = [];
const usual = { retransmissionTimeoutMs: 204, answerTimeoutMs: 204 };

test('a connection takes any of the ways of the flows: the range takes in all of them', (t) => {
  const range = predictedStall({ requests: [lost(3), intact], answers: [lost(3.4), intact] }, [usual]);
  // Seen in a report: 3.18 s beside "predicted 6.32 s to 6.37 s", which was of the longest outage alone.
  t.true(range !== null && range.minMs < 3180 && range.maxMs > 3600, JSON.stringify(range));
  const allHit = predictedStall({ requests: [lost(2.5)], answers: [lost(2.5)] }, [usual]);
  t.true(allHit !== null && allHit.minMs > 3050 && allHit.maxMs < 3350, JSON.stringify(allHit));
});

test('of connections with different timers, the range takes in the steps of all', (t) => {
  const of = (...timeouts: number[]) =>
    predictedStall(
      { requests: [lost(3.5)], answers: [intact] },
      timeouts.map((retransmissionTimeoutMs) => ({ retransmissionTimeoutMs })),
    );
  const [both, quick, slow] = [of(204, 408), of(204), of(408)];
  t.deepEqual(both, {
    minMs: Math.min(quick?.minMs ?? 0, slow?.minMs ?? 0),
    maxMs: Math.max(quick?.maxMs ?? 0, slow?.maxMs ?? 0),
  });
  t.deepEqual(of(), of(208), 'where TCP did not say, the usual timeout counts');
});

test('nothing is predicted while something is interrupted, and no stall when nothing is', (t) => {
  t.is(predictedStall({ requests: null, answers: [intact] }, [usual]), null);
  t.deepEqual(predictedStall({ requests: [intact], answers: [intact] }, [usual]), { minMs: 0, maxMs: 0 });
});

test('nothing is predicted where there are so many interruptions that it would take minutes', (t) => {
  const often = (shift: number) =>
    Array.from({ length: 40 }, (_, index) => {
      const from = 1000 * index + shift;
      return { onset: { lower: from, upper: from + 5 }, end: { lower: from + 100, upper: from + 105 } };
    });
  const ways = Array.from({ length: 32 }, (_, index) => often(index));
  const before = performance.now();
  t.is(predictedStall({ requests: ways, answers: ways }, [usual]), null);
  t.true(performance.now() - before < 1000);
  t.not(predictedStall({ requests: [often(0)], answers: [often(3)] }, [usual]), null);
});
