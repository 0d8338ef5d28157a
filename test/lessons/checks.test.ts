import test from 'ava';
import { conditionFound } from '../../src/lessons/checks/condition.ts';
import type { Facts, LoggedFault } from '../../src/lessons/checks/facts.ts';
import { judgeAnswer } from '../../src/lessons/checks/question.ts';
import type { Question } from '../../src/lessons/format/lesson.ts';
import { conditionOf } from '../../src/lessons/format/resolve-lesson.ts';
import { type WrittenCondition, writtenCondition } from '../../src/lessons/format/written-conditions.ts';
import { crashTrial, factsOf } from './facts.ts';

const dual = factsOf('dual-redundancy');
const crashed = factsOf('dual-redundancy', { without: ['vnet1gw-0'] });
const standby = factsOf('active-standby');
const logged: LoggedFault = {
  id: 'f1',
  fault: 'blackhole',
  target: 'vnet1gw-0--device1',
  parameters: { only: 'esp' },
  at: 500,
  endedAt: null,
  isOfStart: false,
  activeBefore: [],
};
const active = {
  id: 'f1',
  fault: 'blackhole',
  target: 'vnet1gw-0--device1',
  parameters: { only: 'esp' },
  since: '2026-11-29T11:00:00.000Z',
  endsAt: null,
};
const withFault: Facts = { ...dual, faults: [logged], snapshot: { ...dual.snapshot, faults: [active] } };
const healed: Facts = { ...dual, faults: [{ ...logged, endedAt: 700, isOfStart: true }] };
const measured: Facts = { ...dual, trials: [crashTrial] };
const timers: Facts = {
  ...dual,
  snapshot: {
    ...dual.snapshot,
    timers: dual.snapshot.timers.map((one) =>
      one.tunnel === 'vnet1gw-1--device2'
        ? { ...one, ends: [one.ends[0], { ...one.ends[1], dpdSeconds: 30 }] as const }
        : one,
    ),
  },
};

const cases: readonly (readonly [WrittenCondition, Facts, boolean, RegExp])[] = [
  [{ tunnel: { name: 'all', state: 'up' } }, dual, true, /up\.$/],
  [
    { tunnel: { name: 'all', state: 'up' } },
    crashed,
    false,
    /^vnet1gw-0--device1, vnet1gw-0--device2: down\.$/,
  ],
  [{ tunnel: { name: 'VNET1GW-0--device1', state: 'down' } }, crashed, true, /down/],
  [{ tunnel: { name: 'no', state: 'down' } }, dual, false, /no tunnel/],
  [{ session: { at: 'device1', peer: 'VNET1GW-0', state: 'established' } }, dual, true, /Established/],
  [{ session: { at: 'vnet1gw-0', peer: 'device1', state: 'down' } }, crashed, true, /none/],
  [{ session: { at: 'device1', peer: 'VNet1GW', state: 'established' } }, standby, true, /Established/],
  [{ session: { at: 'vnet1gw-1', peer: 'device1', state: 'down' } }, standby, true, /none/],
  [{ route: { at: 'device1', to: 'TestVNet1', nextHops: { atLeast: 2 } } }, dual, true, /2 next hops/],
  [{ route: { at: 'device1', to: 'testvnet1', nextHops: { atMost: 1 } } }, dual, false, /2 next hops/],
  [{ route: { at: 'device1', prefix: '10.11.0.0/16', via: 'vnet1gw-1' } }, dual, true, /2 next hops/],
  [
    { route: { at: 'device1', to: 'TestVNet1', via: 'device2' } },
    dual,
    false,
    /none of them through device2/,
  ],
  [{ route: { at: 'site5', to: 'TestVNet1', via: 'device2' } }, dual, true, /next hop/],
  [{ route: { at: 'vnet1gw-1', to: 'Site5', absent: true } }, standby, true, /^No route/],
  [{ route: { at: 'vnet1gw-0', to: 'Site5', absent: true } }, standby, false, /^A route/],
  [{ holder: { gateway: 'VNet1GW', instance: 0 } }, standby, true, /at vnet1gw-0/],
  [{ holder: { gateway: 'VNet1GW', node: 'vnet1gw-1' } }, standby, false, /at vnet1gw-0/],
  [{ holder: { gateway: 'VNet1GW', instance: 0 } }, dual, false, /no address that moves/],
  [{ redundancy: 'full' }, dual, true, /full/],
  [{ redundancy: 'full' }, crashed, false, /missing/],
  [{ fault: { name: 'blackhole', state: 'active' } }, withFault, true, /is active/],
  [{ fault: { name: 'blackhole', with: { only: 'ike' }, state: 'active' } }, withFault, false, /not active/],
  [{ fault: { name: 'blackhole', with: { only: null }, state: 'active' } }, withFault, false, /without only/],
  [{ fault: { name: 'blackhole', with: { direction: null }, state: 'active' } }, withFault, true, /active/],
  [{ fault: { name: 'blackhole', state: 'healed' } }, withFault, false, /still active/],
  [{ fault: { name: 'blackhole', state: 'healed' } }, healed, true, /is healed/],
  [{ fault: { name: 'blackhole', state: 'healed' } }, dual, false, /not there yet/],
  [{ fault: { name: 'blackhole', state: 'applied' } }, healed, false, /not applied yet/],
  [{ fault: { name: 'blackhole', state: 'applied' } }, withFault, true, /was applied/],
  [
    {
      measured: {
        fault: 'instance-crash',
        direction: 'return',
        outageSeconds: { atMost: 5 },
        decidedBy: 'dpd',
      },
    },
    measured,
    true,
    /^The trial of instance-crash of vnet1gw-0: return 3 s, decided by IKE/,
  ],
  [
    { measured: { fault: 'instance-crash', direction: 'both', decidedBy: 'dpd' } },
    measured,
    false,
    /outward decided by health probe/,
  ],
  [
    { measured: { direction: 'outward', outageSeconds: { atLeast: 2 } } },
    measured,
    false,
    /outward outage in s: 0\.9, wanted at least 2/,
  ],
  [
    {
      measured: {
        direction: 'both',
        flowsHitPercent: { atLeast: 40, atMost: 60 },
        secondHits: { atMost: 0 },
      },
    },
    measured,
    true,
    /./,
  ],
  [
    { measured: { direction: 'both', connectionsNotBack: { atMost: 0 } } },
    measured,
    false,
    /connections not back: 1/,
  ],
  [
    { measured: { direction: 'both', redundancySeconds: { atMost: 10 } } },
    measured,
    false,
    /redundancy after s: 12/,
  ],
  [
    { measured: { fault: 'device-crash', direction: 'both' } },
    measured,
    false,
    /no trial of device-crash yet/,
  ],
  [{ measured: { target: 'active', direction: 'both' } }, measured, false, /the active instance/],
  [
    { measured: { target: 'active', direction: 'both' } },
    { ...dual, trials: [{ ...crashTrial, activeBefore: ['vnet1gw-0'] }] },
    true,
    /./,
  ],
  [
    { timer: { connection: 'vnet1tosite5_1', dpdSeconds: { atMost: 3 }, bgpHoldSeconds: { atLeast: 9 } } },
    timers,
    true,
    /3 s/,
  ],
  [
    { timer: { connection: 'all', dpdSeconds: { atMost: 3 } } },
    timers,
    false,
    /^DPD timeout of vnet1gw-1--device2 on device2: 30 s\.$/,
  ],
  [{ timer: { connection: 'other', dpdSeconds: { atMost: 3 } } }, timers, false, /No such timer/],
  [{ not: { redundancy: 'full' } }, crashed, true, /./],
  [
    { any: [{ redundancy: 'full' }, { tunnel: { name: 'vnet1gw-1--device1', state: 'up' } }] },
    crashed,
    true,
    /up/,
  ],
  [{ all: [{ redundancy: 'missing' }, { tunnel: { name: 'all', state: 'up' } }] }, crashed, false, /down/],
];

for (const [written, facts, holds, text] of cases) {
  test(`${JSON.stringify(written)} ${holds ? 'holds' : 'does not hold'}, and says ${text}`, (t) => {
    const found = conditionFound(conditionOf(writtenCondition.parse(written)), facts, 400);
    t.is(found.holds, holds, found.text);
    t.regex(found.text, text);
  });
}

test('a trial and a fault of before the task do not count', (t) => {
  const isFound = (written: WrittenCondition, facts: Facts) =>
    conditionFound(conditionOf(writtenCondition.parse(written)), facts, 2000).holds;
  t.false(isFound({ measured: { direction: 'both' } }, measured));
  t.false(isFound({ fault: { name: 'blackhole', state: 'applied' } }, withFault));
  t.true(isFound({ fault: { name: 'blackhole', state: 'healed' } }, healed));
});

test('an outage that had not ended is longer than any that is allowed', (t) => {
  const directions = crashTrial.directions.map((own) => ({ ...own, isOver: false }));
  const facts = { ...dual, trials: [{ ...crashTrial, directions }] };
  const holds = (bounds: { readonly atLeast?: number; readonly atMost?: number }) =>
    conditionFound(
      conditionOf(writtenCondition.parse({ measured: { direction: 'return', outageSeconds: bounds } })),
      facts,
      0,
    ).holds;
  t.false(holds({ atMost: 100 }));
  t.true(holds({ atLeast: 2 }));
});

const prediction: Question = {
  kind: 'prediction',
  text: 'How long?',
  unit: 's',
  measured: 'return.outage.longest',
  of: { fault: 'instance-crash' },
  tolerance: 0.5,
};

test('a prediction is accepted at once, and judged by the first trial of its fault after it', (t) => {
  const judged = (number: number, facts: Pick<Facts, 'trials'>, at = 900) =>
    judgeAnswer(prediction, { kind: 'number', number }, facts, at);
  t.like(judged(9, { trials: [] }), { isAccepted: true, isRight: null });
  t.like(judged(9, measured), { isAccepted: true, isRight: false });
  t.deepEqual(judged(3.5, measured), {
    isAccepted: true,
    isRight: true,
    because: 'You said 3.5 s, and the trial measured 3 s.',
  });
  t.like(judged(3.5, measured, 1500), { isRight: null });
  t.like(judged(3, { trials: [{ ...crashTrial, fault: 'device-crash' }] }), { isRight: null });
});

test('a number is right within its tolerance', (t) => {
  const question: Question = { kind: 'number', text: '', unit: 's', equals: 1.2, tolerance: 0.1 };
  const right = (number: number) =>
    judgeAnswer(question, { kind: 'number', number }, { trials: [] }, 0).isAccepted;
  t.deepEqual([1.1, 1.3, 1.31, Number.NaN].map(right), [true, true, false, false]);
});
