import test from 'ava';
import type { Hit } from '../../../src/analysis/outages/hits.ts';
import { lossPeriods } from '../../../src/analysis/outages/loss-periods.ts';
import { secondHitCause } from '../../../src/analysis/recovery/second-hit-cause.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import { ms } from '../synthetic.ts';

/** A flow of 100 packets/s for 20 s, which loses what it sends from 14.15 s to 14.17 s; others wait in a queue. */
function hits(waitMs = 1): Hit[] {
  const sent = Float64Array.from({ length: 2000 }, (_, index) => ms(10 * index));
  const received = sent.map((at) => (at >= ms(14_150) && at < ms(14_170) ? Number.NaN : at + ms(waitMs)));
  const flow = { index: 0, sourcePort: 40_000, destinationPort: 7000, sent, received };
  return lossPeriods(flow, { from: 0, to: ms(20_000) }, 250).map((period) => ({ flow, period }));
}

const applied = {
  deadNodes: ['fw1'],
  away: [],
  appliedAt: { lower: ms(1000), upper: ms(1000) },
};
const back: NodeEvent = { node: 'fw1', time: ms(13_000), kind: 'ready' };
const route = (node: string, at: number, prefix: string, gateway?: string): NodeEvent => ({
  node,
  time: ms(at),
  kind: 'route',
  prefix,
  nextHops: gateway === undefined ? [] : [{ gateway, interface: 'lan' }],
});
const site = '10.91.0.0/16';
const cause = (later: readonly Hit[], ...nodeEvents: readonly NodeEvent[]) =>
  secondHitCause({ later, applied, nodeEvents: [back, ...nodeEvents], prefixes: [site] });

test('flows that go back to a machine that returned: the route, its node, and the return', (t) => {
  t.is(
    cause(
      hits(),
      route('hub-0', 14_145, site, '10.91.255.1'),
      route('hub-0', 14_140, '10.95.0.0/16', '10.0.0.1'),
    ),
    'it began 5.0 ms after the route to 10.91.0.0/16 changed on hub-0, 1.15 s after fw1 was back',
  );
});

test('an event that ends a loss is not its cause', (t) => {
  t.is(
    cause(hits(), route('hub-0', 14_168, site, '10.91.255.1')),
    'no event of a node explains it, 1.15 s after fw1 was back',
  );
});

test('a machine that announced a prefix before it had its own route is named as avoidable', (t) => {
  const address: NodeEvent = {
    node: 'fw1',
    time: ms(12_900),
    kind: 'address',
    interface: 'lan0',
    address: '10.91.0.2/16',
    present: true,
  };
  t.regex(
    cause(
      hits(),
      address,
      route('core', 14_148, site, '10.91.0.2'),
      route('fw1', 14_169, site, '10.0.0.1'),
    ) ?? '',
    /changed on core, .*; fw1 had its own route only 21 ms later: avoidable, if fw1 announced it after that$/,
  );
  t.notRegex(
    cause(
      hits(),
      address,
      route('fw1', 14_100, site, '10.0.0.1'),
      route('core', 14_148, site, '10.91.0.2'),
    ) ?? '',
    /avoidable/,
  );
});

test('an address that goes back to the machine that returned is named before what follows from it', (t) => {
  const address = (node: string, at: number, present: boolean): NodeEvent => ({
    node,
    time: ms(at),
    kind: 'address',
    interface: 'wan0',
    address: '203.0.113.10/24',
    present,
  });
  const end: NodeEvent = { node: 'fw1', time: ms(14_140), kind: 'child', tunnel: 'hub-0', up: false };
  t.is(
    cause(hits(), end, address('hub-1', 14_162, false), address('hub-0', 14_171, true)),
    'it began 12 ms before 203.0.113.10 moved from hub-1 to hub-0, 1.15 s after fw1 was back',
  );
  t.regex(cause(hits(), end, address('hub-1', 14_162, false)) ?? '', /after child SA hub-0 down on fw1/);
});

test('without a route, the end of a tunnel or of a session is named', (t) => {
  const end: NodeEvent = { node: 'fw1', time: ms(14_100), kind: 'child', tunnel: 'hub-0', up: false };
  t.is(cause(hits(), end), 'it began 50 ms after child SA hub-0 down on fw1, 1.15 s after fw1 was back');
});

test('where nothing happened, the packets beside the loss show whether a queue was full', (t) => {
  t.is(
    cause(hits(160)),
    'no route and no tunnel changed then, 1.15 s after fw1 was back; packets beside it came up to 160 ms late, so a queue was full: the machine was too busy',
  );
  t.is(cause(hits()), 'no event of a node explains it, 1.15 s after fw1 was back');
  t.is(cause([]), undefined);
});
