import test from 'ava';
import fc from 'fast-check';
import { type EndedOutage, FlowTracker } from '../../../src/workshop/live/flow-tracker.ts';

const rate = 20;
const intervalMs = 1000 / rate;

interface Story {
  /** When the sender began, by the clock of the reports (ms). */
  readonly beganMs: number;
  readonly endMs: number;
  /** No packet that is sent then arrives. */
  readonly outages: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** When the probe reports, and with how much delay its thread came to it. */
  readonly reportsMs: readonly number[];
}

/** What a tracker makes of one flow, whose packets take 2 ms. */
function told({ beganMs, endMs, outages, reportsMs }: Story): { outages: EndedOutage[]; states: string[] } {
  const isLost = (ms: number) => outages.some(({ fromMs, toMs }) => ms >= fromMs && ms < toMs);
  const sent = Array.from({ length: Math.floor((endMs - beganMs) / intervalMs) }, (_, sequence) => ({
    sequence,
    ms: beganMs + sequence * intervalMs,
  }));
  const tracker = new FlowTracker(1, rate);
  const found: EndedOutage[] = [];
  const states: string[] = [];
  for (const nowMs of reportsMs) {
    const arrived = sent.filter(({ ms }) => ms + 2 <= nowMs && !isLost(ms));
    const flows = [{ received: arrived.length, lastSequence: arrived.at(-1)?.sequence ?? 0 }];
    found.push(...tracker.update({ time: nowMs * 1e6, flows }));
    states.push(tracker.states());
  }
  return { outages: found, states };
}

const every100 = (endMs: number): number[] =>
  Array.from({ length: endMs / 100 }, (_, index) => 37 + index * 100);

test('an outage is told when its flow is back, with its length within 50 ms', (t) => {
  const { outages, states } = told({
    beganMs: 5,
    endMs: 10_000,
    outages: [{ fromMs: 2010, toMs: 5410 }],
    reportsMs: every100(10_000),
  });
  t.is(outages.length, 1);
  const [outage] = outages;
  t.is(outage?.lost, 68);
  t.is(outage?.durationMs, 3400);
  t.is(outage?.uncertainMs, 100);
  t.true(Math.abs((outage?.fromMs ?? 0) - 2010) <= 100, String(outage?.fromMs));
  t.regex(states.join(''), /^-?a{20,23}s{30,34}la+$/);
});

test('late and lost reports change nothing in the length of an outage', (t) => {
  const reports = every100(10_000).filter((ms) => ms < 4900 || ms > 6300);
  const { outages } = told({
    beganMs: 5,
    endMs: 10_000,
    outages: [{ fromMs: 2010, toMs: 5410 }],
    reportsMs: reports.map((ms) => (ms > 2500 && ms < 3000 ? ms + 90 : ms)),
  });
  t.deepEqual(
    outages.map(({ lost }) => lost),
    [68],
  );
});

test('single lost packets are loss, and no outage', (t) => {
  const outages = Array.from({ length: 20 }, (_, index) => ({
    fromMs: 1000 + index * 400,
    toMs: 1050 + index * 400,
  }));
  const found = told({ beganMs: 5, endMs: 10_000, outages, reportsMs: every100(10_000) });
  t.deepEqual(found.outages, []);
  t.is([...found.states.join('')].filter((letter) => letter === 'l').length, 20);
});

test('what was sent before the receiver listened is no outage', (t) => {
  const found = told({
    beganMs: 5,
    endMs: 5000,
    outages: [{ fromMs: 0, toMs: 800 }],
    reportsMs: every100(5000),
  });
  t.deepEqual(found.outages, []);
  t.regex(found.states.join(''), /^-{8,9}a+$/);
});

test('property: every outage of more than two reports is within 50 ms of the truth', (t) => {
  const story = fc.record({
    beganMs: fc.integer({ min: 0, max: 99 }),
    fromMs: fc.integer({ min: 1500, max: 3000 }),
    lengthMs: fc.integer({ min: 250, max: 5000 }),
    lateMs: fc.array(fc.integer({ min: 0, max: 95 }), { minLength: 100, maxLength: 100 }),
  });
  fc.assert(
    fc.property(story, ({ beganMs, fromMs, lengthMs, lateMs }) => {
      const { outages } = told({
        beganMs,
        endMs: 10_000,
        outages: [{ fromMs, toMs: fromMs + lengthMs }],
        reportsMs: every100(10_000).map((ms, index) => ms + (lateMs[index] ?? 0)),
      });
      return (
        outages.length === 1 &&
        outages.every(
          (outage) => Math.abs(outage.durationMs - lengthMs) <= 50 && Math.abs(outage.fromMs - fromMs) <= 100,
        )
      );
    }),
  );
  t.pass();
});
