import test from 'ava';
import { designOf } from '../../../src/topology/design.ts';
import { TunnelRates } from '../../../src/workshop/live/tunnel-rates.ts';
import { labTopology } from '../../topology/lab-topology.ts';

const topology = labTopology('dual-redundancy');
const tunnel = designOf(topology).tunnels.find(({ name }) => name === 'vnet1gw-0--device1');
const ends = tunnel?.devices ?? [];

test('packets a second of a tunnel are those of the end that counts most, once a change', (t) => {
  const rates = new TunnelRates(topology);
  const [one, other] = ends;
  if (!one || !other) throw new Error('A tunnel has two ends.');
  const count = ({ node, device }: typeof one, second: number, packets: number) =>
    rates.hear({ kind: 'counters', node, time: second * 1e9, interface: device, in: packets, out: packets });
  for (const second of [10, 11]) count(one, second, second * 40);
  for (const second of [10, 11]) count(other, second, second * 39);
  t.is(rates.news()?.['vnet1gw-0--device1'], 80);
  t.is(rates.news(), undefined);
  count(one, 12, 11 * 40);
  count(other, 12, 11 * 39);
  t.is(rates.news()?.['vnet1gw-0--device1'], 0);
});

test('a counter of a machine that was replaced begins anew', (t) => {
  const rates = new TunnelRates(topology);
  const [one] = ends;
  if (!one) throw new Error('A tunnel has two ends.');
  const count = (second: number, packets: number) =>
    rates.hear({
      kind: 'counters',
      node: one.node,
      time: second * 1e9,
      interface: one.device,
      in: packets,
      out: 0,
    });
  count(10, 5000);
  count(20, 10);
  count(21, 30);
  t.is(rates.news()?.['vnet1gw-0--device1'], 20);
});
