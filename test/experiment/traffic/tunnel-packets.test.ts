import test from 'ava';
import { since } from '../../../src/experiment/traffic/tunnel-packets.ts';

test('earlier packets do not count again, and a tunnel without new packets is left out', (t) => {
  const before = [
    { tunnel: 'a', sourcePort: 1, packets: 10 },
    { tunnel: 'b', sourcePort: 2, packets: 10 },
  ];
  const now = [
    { tunnel: 'a', sourcePort: 1, packets: 25 },
    { tunnel: 'b', sourcePort: 2, packets: 10 },
    { tunnel: 'b', sourcePort: 1, packets: 3 },
  ];
  t.deepEqual(since(before, now), [
    { tunnel: 'a', sourcePort: 1, packets: 15 },
    { tunnel: 'b', sourcePort: 1, packets: 3 },
  ]);
});

test('a node that was replaced counts from zero', (t) => {
  const before = [{ tunnel: 'a', sourcePort: 1, packets: 1000 }];
  t.deepEqual(since(before, [{ tunnel: 'a', sourcePort: 1, packets: 40 }]), [
    { tunnel: 'a', sourcePort: 1, packets: 40 },
  ]);
});
