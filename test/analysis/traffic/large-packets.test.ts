import test from 'ava';
import { largePacketsResult } from '../../../src/analysis/traffic/large-packets.ts';
import { type LargePackets, lossesOf } from '../../../src/observations/large-packets.ts';
import { bulkText, largePacketsText } from '../../../src/report/words/large-packets-text.ts';

const seconds = (value: number) => value * 1e9;
const nothing = Number.NaN;

test('packets that never arrived are losses from the first one to the next that did', (t) => {
  const flow = (...received: number[]) => ({
    sent: Float64Array.from(received, (_, index) => index),
    received: Float64Array.from(received),
  });
  t.deepEqual(lossesOf(flow(0, nothing, nothing, 3, nothing)), {
    sent: 5,
    losses: [
      { from: 1, to: 3, packets: 2 },
      { from: 4, packets: 1 },
    ],
  });
  t.deepEqual(lossesOf(flow(0, 1)).losses, []);
});

const times = { t0: { lower: seconds(10), upper: seconds(10) }, window: { from: 0, to: seconds(40) } };
const stall = { retransmissionTimeoutMs: 200 };
const quiet = { state: 'open', retransmits: 0, stalls: [] } as const;

test('a hole in the path shows in large packets and bulk TCP, and its end is told', (t) => {
  const large: LargePackets = {
    packets: [
      { sent: 800, losses: [{ from: seconds(10), to: seconds(22), packets: 240 }] },
      { sent: 800, losses: [] },
    ],
    bulk: [{ ...quiet, stalls: [{ from: seconds(9.9), to: seconds(25), ...stall }] }, quiet],
  };
  const result = largePacketsResult(large, times);
  t.deepEqual(result, {
    bytes: 1390,
    flows: 2,
    flowsHit: 1,
    flowsNotRecovered: 0,
    packetsLost: 240,
    longestLossMs: 12_000,
    bulk: { connections: 2, ended: 0, stalled: 1, stillStalled: 0, longestStallMs: 15_100 },
  });
  t.is(largePacketsText(result), 'lost for 12.0 s (1 of 2 flows)');
  t.is(bulkText(result), 'stalled for 15.1 s (1 of 2)');
});

test('what had not come back when the window ended is told, and what was before T0 does not count', (t) => {
  const large: LargePackets = {
    packets: [
      {
        sent: 800,
        losses: [
          { from: seconds(2), to: seconds(3), packets: 20 },
          { from: seconds(12), packets: 600 },
        ],
      },
    ],
    bulk: [
      { ...quiet, stalls: [{ from: seconds(12), ...stall }] },
      { ...quiet, state: 'timed-out', endedAt: seconds(30) },
    ],
  };
  const result = largePacketsResult(large, times);
  t.is(largePacketsText(result), 'lost for 28.0 s, to the end of the run (1 of 1 flows)');
  t.is(bulkText(result), 'stalled for 28.0 s, to the end of the run (1 of 2), 1 of 2 ended');
});

test('where nothing happened, that is said', (t) => {
  const result = largePacketsResult({ packets: [{ sent: 800, losses: [] }], bulk: [quiet] }, times);
  t.is(largePacketsText(result), 'none lost');
  t.is(bulkText(result), 'no stall');
});
