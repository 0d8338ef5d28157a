import test from 'ava';
import type { CapturedPacket } from '../../src/calibration/pcap.ts';
import { largestError, longestGaps } from './captured-gaps.ts';

/** Packets of a flow every 50 ms; those of some sequence numbers are missing. */
const flow = (sourcePort: number, count: number, isLost: (sequence: number) => boolean): CapturedPacket[] =>
  Array.from({ length: count }, (_, sequence) => sequence)
    .filter((sequence) => !isLost(sequence))
    // Half a millisecond of jitter, this way and that.
    .map((sequence) => ({
      sourcePort,
      time: BigInt(sequence * 50_000_000 + (sequence % 2 === 0 ? 500_000 : -500_000)),
    }));

test('the longest pause of each flow is a number of lost packets', (t) => {
  const packets = [
    ...flow(40_000, 200, (sequence) => (sequence >= 50 && sequence < 70) || sequence === 100),
    ...flow(40_001, 200, () => false),
    ...flow(40_002, 200, (sequence) => sequence >= 20 && sequence < 26),
  ];
  t.deepEqual(longestGaps(packets, { intervalMs: 50, leastMs: 200 }), [
    { sourcePort: 40_002, lost: 6, durationMs: 300 },
    { sourcePort: 40_000, lost: 20, durationMs: 1000 },
  ]);
});

test('what was told is compared flow by flow, and not at all when it is about other flows', (t) => {
  const gaps = [
    { sourcePort: 1, lost: 6, durationMs: 300 },
    { sourcePort: 2, lost: 20, durationMs: 1000 },
  ];
  t.is(largestError([1050, 300], gaps), 50);
  t.is(largestError([1000], gaps), undefined);
});
