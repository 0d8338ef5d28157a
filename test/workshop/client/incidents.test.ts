import test from 'ava';
import { flowsHit, incidentsOf } from '../../../src/workshop/client/flows/incidents.ts';

const outage = (direction: string, flow: number, fromMs: number, durationMs: number) => ({
  direction,
  flow,
  fromMs,
  durationMs,
  uncertainMs: 100,
  lost: durationMs / 50,
});

test('outages that overlap, or follow within half a second, are one incident of their direction', (t) => {
  const incidents = incidentsOf([
    outage('outward', 2, 1000, 3600),
    outage('return', 1, 1100, 3000),
    outage('outward', 0, 1050, 3500),
    outage('outward', 2, 5100, 200),
    outage('outward', 2, 5801, 100),
  ]);
  t.deepEqual(
    incidents.map(({ direction, fromMs, toMs }) => [direction, fromMs, toMs]),
    [
      ['outward', 5801, 5901],
      ['outward', 1000, 5300],
      ['return', 1100, 4100],
    ],
  );
  const [, known] = incidents;
  t.is(known?.longest.durationMs, 3600);
  t.is(known?.lost, 72 + 70 + 4);
  t.is(known && flowsHit(known), 2);
});
