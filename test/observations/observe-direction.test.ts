import test from 'ava';
import fc from 'fast-check';
import { observeDirection } from '../../src/observations/observe-direction.ts';
import { parseReceived, parseSent } from '../../src/observations/probe-records.ts';
import { type Arrival, receivedFile, sentFile } from './probe-files.ts';

const epoch = 3_779_049_597_413n;
const ends = {
  name: 'outward',
  from: 'Azure',
  to: 'site',
  sender: 'vm',
  receiver: 'host',
  expectedTunnels: ['gw-0--device1', 'gw-1--device1'],
} as const;

/** What arrives of two flows that sent `stamps` in turn. */
function observed(
  stamps: readonly bigint[],
  arrivals: readonly Arrival[],
  tunnels = new Map<number, string>(),
) {
  const sent = parseSent(sentFile(stamps.map((stamp) => epoch + stamp)));
  const received = parseReceived(
    receivedFile(arrivals.map((arrival) => ({ ...arrival, receivedAt: epoch + arrival.receivedAt }))),
  );
  return observeDirection(ends, { sent, received }, tunnels, epoch);
}

const arrival = (flow: number, sequence: number, receivedAt: bigint): Arrival => ({
  flow,
  sequence,
  sentAt: 0n,
  receivedAt,
});

test('packets are joined by flow and sequence number: lost ones never arrived, duplicates count by their first arrival', (t) => {
  const direction = observed(
    [10n, 20n, 30n, 40n, 50n],
    [arrival(0, 0, 11n), arrival(1, 1, 45n), arrival(0, 2, 55n), arrival(0, 0, 99n), arrival(0, 0, 100n)],
    new Map([[40_001, 'gw-1--device1']]),
  );
  t.deepEqual(direction, {
    ...ends,
    ratePerFlow: 100,
    flows: [
      {
        index: 0,
        sourcePort: 40_000,
        destinationPort: 7000,
        sent: Float64Array.of(10, 30, 50),
        received: Float64Array.of(11, Number.NaN, 55),
        duplicates: 2,
      },
      {
        index: 1,
        sourcePort: 40_001,
        destinationPort: 7000,
        tunnelBefore: 'gw-1--device1',
        sent: Float64Array.of(20, 40),
        received: Float64Array.of(Number.NaN, 45),
        duplicates: 0,
      },
    ],
  });
});

test('a packet that was sent before the epoch has a negative stamp', (t) => {
  const [flow] = observed([-5n], [arrival(0, 0, -4n)]).flows;
  t.deepEqual([...(flow?.sent ?? [])], [-5]);
  t.deepEqual([...(flow?.received ?? [])], [-4]);
});

test('packets of unknown flows, or without a record of sending, are left out', (t) => {
  const { flows } = observed([10n, 20n], [arrival(2, 0, 11n), arrival(0, 1, 12n), arrival(0, 0, 13n)]);
  t.deepEqual(
    flows.map(({ received, duplicates }) => [...received, duplicates]),
    [
      [13, 0],
      [Number.NaN, 0],
    ],
  );
});

test('nothing sent, nothing received', (t) => {
  t.deepEqual(
    observed([], []).flows.map(({ sent }) => sent.length),
    [0, 0],
  );
});

test('property: sent is received, lost or neither; what arrived again is a duplicate', (t) => {
  const packets = fc.array(fc.nat({ max: 3 }), { maxLength: 60 });
  fc.assert(
    fc.property(packets, (copies) => {
      const arrivals = copies.flatMap((count, k) =>
        Array.from({ length: count }, (_, copy) =>
          arrival(k % 2, Math.floor(k / 2), BigInt(k + 1000 * copy)),
        ),
      );
      const { flows } = observed(
        copies.map((_, k) => BigInt(k)),
        arrivals,
      );
      const sent = flows.reduce((sum, flow) => sum + flow.sent.length, 0);
      const lost = flows.reduce((sum, flow) => sum + flow.received.filter(Number.isNaN).length, 0);
      const duplicates = flows.reduce((sum, flow) => sum + (flow.duplicates ?? 0), 0);
      return (
        sent === copies.length &&
        lost === copies.filter((count) => count === 0).length &&
        duplicates === arrivals.length - (sent - lost)
      );
    }),
  );
  t.pass();
});
