import test from 'ava';
import { faultSpan, type Hit, splitHits } from '../../../src/analysis/outages/hits.ts';
import type { AppliedFault } from '../../../src/observations/applied-fault.ts';
import type { FlowObservations } from '../../../src/observations/direction.ts';
import { ms } from '../synthetic.ts';

const flow: FlowObservations = {
  index: 0,
  sourcePort: 40_000,
  destinationPort: 7000,
  sent: new Float64Array(),
  received: new Float64Array(),
};

/** Loss from one moment to another, in milliseconds after T0. */
const hit = (from: number, to: number): Hit => ({
  flow,
  period: {
    firstIndex: 0,
    lastIndex: 1,
    firstImpaired: ms(from),
    lastImpaired: ms(to - 10),
    lastGoodBefore: ms(from - 10),
    firstGoodAfter: ms(to),
    lost: 2,
    late: 0,
  },
});

const t0 = { lower: 0, upper: 0 };
const maintenance: AppliedFault = {
  fault: 'planned-maintenance',
  target: 'gw-0',
  appliedAt: t0,
  deadNodes: ['gw-0'],
  away: [{ node: 'gw-0', seconds: 3 }],
};
const span = faultSpan({ t0, events: [maintenance] });

test('what begins while the machine is away belongs to the fault, also when it does not begin at once', (t) => {
  const { outage, later } = splitHits([hit(800, 900)], span, 100);
  t.is(outage.length, 1);
  t.is(later.length, 0);
});

test('what its return breaks is a second hit, even if the fault itself broke nothing', (t) => {
  const { outage, later } = splitHits([hit(3500, 3600)], span, 100);
  t.is(outage.length, 0);
  t.is(later.length, 1);
});

test('an outage that goes on when the machine is back is one outage', (t) => {
  const { outage, later } = splitHits([hit(100, 5000)], span, 100);
  t.is(outage.length, 1);
  t.is(later.length, 0);
});
