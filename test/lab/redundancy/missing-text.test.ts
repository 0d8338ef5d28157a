import test from 'ava';
import type { Missing } from '../../../src/lab/redundancy/missing.ts';
import { carryingNothing, completeness, missingText } from '../../../src/lab/redundancy/missing-text.ts';

const oneOfEach: readonly Missing[] = [
  { kind: 'node', node: 'device1' },
  { kind: 'daemon', node: 'gw-1', daemon: 'bgpd' },
  { kind: 'tunnel', tunnel: 'gw-0--device1', end: 'gw-0' },
  { kind: 'client', client: 'laptop1', gateway: 'gw' },
  { kind: 'session', from: 'gw-0', to: 'device1' },
  { kind: 'route', nodes: ['gw-0', 'gw-1'], prefix: '10.2.0.0/16', nextHops: 2 },
  { kind: 'packets', tunnel: 'gw-0--device1', from: 'gw-0', to: 'device1' },
];

const tunnels = (count: number): Missing[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'tunnel',
    tunnel: `gw-0--device${index}`,
    end: 'gw-0',
  }));

test('every kind of missing thing has its own words', (t) => {
  t.is(
    missingText(oneOfEach),
    'node device1; bgpd on gw-1; tunnel gw-0--device1 on gw-0; connection of laptop1 to gw; BGP session from gw-0 to device1; route on gw-0 or gw-1 to 10.2.0.0/16 over 2 next hops; packets from gw-0 to device1 in gw-0--device1',
  );
});

test('a short list is complete and does not mention the whole list', (t) => {
  t.is(missingText(tunnels(12), 'See elsewhere').split('; ').length, 12);
});

test('a long list is counted by kind, names the first things of each, and says where the whole list is', (t) => {
  t.is(
    missingText([...oneOfEach.slice(0, 1), ...tunnels(400), ...oneOfEach.slice(4, 6)], 'inspect lists them'),
    '1 node: node device1; 400 tunnel ends: tunnel gw-0--device0 on gw-0, tunnel gw-0--device1 on gw-0, tunnel gw-0--device2 on gw-0 and 397 more; 1 BGP session end: BGP session from gw-0 to device1; 1 route: route on gw-0 or gw-1 to 10.2.0.0/16 over 2 next hops. inspect lists them',
  );
  t.regex(missingText(tunnels(13)), /^13 tunnel ends: .*device2 on gw-0 and 10 more$/);
});

test('a wait for redundancy ends when nothing is missing, and names the missing things until then', (t) => {
  t.deepEqual(completeness([]), { ready: true, value: undefined });
  t.deepEqual(completeness(oneOfEach.slice(0, 2)), {
    ready: false,
    seen: 'still missing: node device1; bgpd on gw-1',
  });
});

test('tunnels that are up and carry nothing are named, with the direction if it is one', (t) => {
  const lost = (tunnel: string, from: string, to: string): Missing => ({ kind: 'packets', tunnel, from, to });
  t.is(carryingNothing(oneOfEach.slice(0, 6)), undefined);
  t.is(
    carryingNothing([
      lost('gw-0--device1', 'gw-0', 'device1'),
      lost('gw-0--device1', 'device1', 'gw-0'),
      lost('gw-1--device1', 'gw-1', 'device1'),
    ]),
    'Up, but without a packet for more than 3 s: gw-0--device1, gw-1--device1 (from gw-1 to device1).',
  );
});
