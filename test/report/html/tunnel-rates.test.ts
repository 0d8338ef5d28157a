import test from 'ava';
import { tunnelRates } from '../../../src/report/html/tunnel-rates.ts';
import { ms, observe } from '../../analysis/synthetic.ts';

const design = {
  tunnels: [
    {
      name: 'gw-0--device1',
      paths: [],
      devices: [
        { node: 'gw-0', device: 'ipsec0' },
        { node: 'device1', device: 'ipsec0' },
      ],
    },
  ],
};

/** T0 is at 5 s. */
const rates = (...counters: readonly (readonly [node: string, second: number, packets: number])[]) =>
  tunnelRates(
    observe({
      events: counters.map(([node, second, packets]) => ({
        kind: 'counters' as const,
        node,
        time: ms(second * 1000),
        interface: 'ipsec0',
        in: packets / 2,
        out: packets / 2,
      })),
    }),
    design,
  );

test('rates follow from the counters, by the end that told most often', (t) => {
  t.deepEqual(
    rates(['gw-0', 4, 0], ['gw-0', 5, 800], ['device1', 4, 0], ['device1', 5, 800], ['device1', 6, 1000]),
    [
      {
        name: 'gw-0--device1',
        rates: [
          [0, 800],
          [1000, 200],
        ],
      },
    ],
  );
});

test('a counter that starts again, or was away, has no rate for the time between', (t) => {
  t.deepEqual(rates(['gw-0', 4, 5000], ['gw-0', 5, 10], ['gw-0', 6, 20], ['gw-0', 12, 30]), [
    {
      name: 'gw-0--device1',
      rates: [
        [1000, 10],
        [7000, 0],
      ],
    },
  ]);
});

test('without counters there is nothing to draw', (t) => {
  t.deepEqual(rates(), []);
});

test('a first packet that is told just before the next second makes no rate of its own', (t) => {
  t.deepEqual(rates(['gw-0', 4.98, 2], ['gw-0', 5, 32], ['gw-0', 6, 132])[0]?.rates, [[1000, 100]]);
});
