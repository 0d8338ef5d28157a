import test from 'ava';
import fc from 'fast-check';
import { FlowWatch } from '../../src/probe/flow-watch.ts';

/** What a probe says after so many looks (100 ms each) about flows that received so many, and lost so many. */
const progress = (look: number, ...flows: readonly (readonly [received: number, lost?: number])[]) => ({
  time: look * 1e8,
  flows: flows.map(([received, lost = 0]) => ({ received, lastSequence: received + lost - 1 })),
});

test('before there was anything to compare, all flows are silent', (t) => {
  const watch = new FlowWatch(2);
  t.is(watch.silent, 2);
  t.is(watch.steadyFor, 0);
  watch.update(progress(0, [10], [10]));
  t.is(watch.silent, 2);
  t.is(watch.steadyFor, 0);
});

test('flows are steady from the look before they all moved on', (t) => {
  const watch = new FlowWatch(2);
  watch.update(progress(0, [0], [0]));
  watch.update(progress(1, [10], [10]));
  t.is(watch.silent, 0);
  t.is(watch.steadyFor, 1e8);
  watch.update(progress(2, [20], [20]));
  t.is(watch.steadyFor, 2e8);
});

test('one silent flow ends the steadiness of all', (t) => {
  const watch = new FlowWatch(3);
  watch.update(progress(0, [0], [0], [0]));
  watch.update(progress(1, [10], [10], [10]));
  watch.update(progress(2, [20], [10], [20]));
  t.is(watch.silent, 1);
  t.is(watch.steadyFor, 0);
  watch.update(progress(3, [30], [10], [20]));
  t.is(watch.silent, 2);
});

test('a flow that comes back with a gap is steady only after the look that showed the gap', (t) => {
  const watch = new FlowWatch(1);
  watch.update(progress(0, [0]));
  watch.update(progress(1, [10]));
  watch.update(progress(2, [15, 5]));
  t.is(watch.silent, 0);
  t.is(watch.steadyFor, 0);
  watch.update(progress(3, [25, 5]));
  t.is(watch.steadyFor, 1e8);
  watch.update(progress(4, [35, 6]));
  t.is(watch.steadyFor, 0);
});

test('a packet that was only late is no new loss', (t) => {
  const watch = new FlowWatch(1);
  watch.update(progress(0, [0]));
  watch.update(progress(1, [9, 1]));
  t.is(watch.steadyFor, 0);
  watch.update(progress(2, [20, 0]));
  t.is(watch.steadyFor, 1e8);
  watch.update(progress(3, [29, 1]));
  t.is(watch.steadyFor, 0);
});

test('property: steadiness is the time since the last look at which a flow stood still or had lost more', (t) => {
  const step = fc.record({ received: fc.nat({ max: 3 }), lost: fc.nat({ max: 1 }) });
  fc.assert(
    fc.property(fc.array(fc.array(step, { minLength: 2, maxLength: 2 }), { maxLength: 20 }), (steps) => {
      const watch = new FlowWatch(2);
      const totals = [
        [0, 0],
        [0, 0],
      ] as [[number, number], [number, number]];
      watch.update(progress(0, ...totals));
      let steady = 0;
      for (const [index, flows] of steps.entries()) {
        for (const [flow, { received, lost }] of flows.entries()) {
          const total = totals[flow];
          if (!total) throw new Error('two flows');
          total[0] += received;
          // A gap is only seen with a packet after it.
          if (received > 0) total[1] += lost;
        }
        watch.update(progress(index + 1, ...totals));
        const calm = flows.every(({ received, lost }) => received > 0 && lost === 0);
        steady = calm ? steady + 1e8 : 0;
        if (watch.steadyFor !== steady) return false;
        if (watch.silent !== flows.filter(({ received }) => received === 0).length) return false;
      }
      return true;
    }),
  );
  t.pass();
});
