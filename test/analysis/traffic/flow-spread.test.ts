import test from 'ava';
import { flowSpread } from '../../../src/analysis/traffic/flow-spread.ts';
import type { FlowObservations, TunnelPackets } from '../../../src/observations/direction.ts';

const flow = (sourcePort: number, tunnelBefore: string): FlowObservations => ({
  index: sourcePort - 100,
  sourcePort,
  destinationPort: 7000,
  tunnelBefore,
  sent: new Float64Array(),
  received: new Float64Array(),
});

const counted = (sourcePort: number, tunnel: string, packets: number): TunnelPackets => ({
  sourcePort,
  tunnel,
  packets,
});

test('flows and packets are counted for every tunnel, also for one that carried nothing', (t) => {
  const result = flowSpread({
    expectedTunnels: ['a', 'b', 'c'],
    flows: [flow(100, 'a'), flow(101, 'a'), flow(102, 'b')],
    tunnelPackets: {
      before: [counted(100, 'a', 50), counted(101, 'a', 60), counted(102, 'b', 70)],
      after: [counted(100, 'b', 5), counted(101, 'a', 6), counted(102, 'b', 7)],
    },
  });
  t.deepEqual(result?.tunnels, [
    { tunnel: 'a', flows: 2, packetsBefore: 110, packetsAfter: 6 },
    { tunnel: 'b', flows: 1, packetsBefore: 70, packetsAfter: 12 },
    { tunnel: 'c', flows: 0, packetsBefore: 0, packetsAfter: 0 },
  ]);
  t.is(result?.flowsMoved, 1);
  t.is(result?.flowsStrayed, 0);
});

test('how surely all tunnels are used depends on the flows and the tunnels', (t) => {
  const result = flowSpread({
    expectedTunnels: ['a', 'b'],
    flows: [flow(100, 'a'), flow(101, 'b')],
    tunnelPackets: { before: [], after: [] },
  });
  t.is(result?.probabilityAllUsed, 0.5);
});

test('a flow that changes its tunnel while nothing happens has strayed', (t) => {
  const result = flowSpread({
    expectedTunnels: ['a', 'b'],
    flows: [flow(100, 'a')],
    tunnelPackets: { before: [counted(100, 'a', 50), counted(100, 'b', 1)], after: [counted(100, 'a', 9)] },
  });
  t.is(result?.flowsStrayed, 1);
  t.is(result?.flowsMoved, 0);
});

test('a flow through several tunnels is at home in each of them', (t) => {
  const result = flowSpread({
    expectedTunnels: ['a', 'x', 'y'],
    flows: [flow(100, 'a > x')],
    tunnelPackets: {
      before: [counted(100, 'a', 5), counted(100, 'x', 5)],
      after: [counted(100, 'a', 5), counted(100, 'y', 5)],
    },
  });
  t.is(result?.flowsStrayed, 0);
  t.is(result?.flowsMoved, 1);
});

test('flows of an earlier trial, which are counted still, are none of this one', (t) => {
  const result = flowSpread({
    expectedTunnels: ['a', 'b'],
    flows: [flow(100, 'a')],
    tunnelPackets: { before: [counted(100, 'a', 5), counted(99, 'b', 500)], after: [] },
  });
  t.is(result?.flowsStrayed, 0);
  t.is(result?.tunnels[1]?.packetsBefore, 0);
});

test('what was not counted is not reported', (t) => {
  t.is(flowSpread({ expectedTunnels: ['a'], flows: [flow(100, 'a')] }), null);
});
