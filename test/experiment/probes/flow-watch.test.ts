import test from 'ava';
import fc from 'fast-check';
import { FlowWatch } from '../../../src/experiment/probes/flow-watch.ts';

/** What a probe says after so many looks (100 ms each) about flows that received so many, and lost so many. */
const progress = (look: number, ...flows: readonly (readonly [received: number, lost?: number])[]) => ({
  time: look * 1e8,
  flows: flows.map(([received, lost = 0]) => ({ received, lastSequence: received + lost - 1 })),
});

test('before anything arrived, all flows are silent', (t) => {
  const watch = new FlowWatch(2);
  t.is(watch.silent, 2);
  watch.update(progress(0, [0], [0]));
  t.is(watch.silent, 2);
  t.is(watch.steadyFor, 0);
});

test('flows are steady from the first look at which all of them flow', (t) => {
  const watch = new FlowWatch(2);
  watch.update(progress(0, [10], [0]));
  watch.update(progress(1, [20], [10]));
  t.is(watch.silent, 0);
  watch.update(progress(2, [30], [20]));
  t.is(watch.steadyFor, 1e8);
});

test('a flow that pauses for half a second is a stall of the machine, one that pauses longer is silent', (t) => {
  const watch = new FlowWatch(2);
  watch.update(progress(0, [10], [10]));
  watch.update(progress(5, [60], [10]));
  t.is(watch.silent, 0);
  t.is(watch.steadyFor, 5e8);
  watch.update(progress(6, [70], [10]));
  t.is(watch.silent, 1);
  t.is(watch.steadyFor, 0);
});

test('a flow that comes back with a gap is steady only after the look that showed the gap', (t) => {
  const watch = new FlowWatch(1);
  watch.update(progress(0, [10]));
  watch.update(progress(1, [15, 5]));
  t.is(watch.silent, 0);
  t.is(watch.steadyFor, 0);
  watch.update(progress(2, [25, 5]));
  watch.update(progress(3, [35, 5]));
  t.is(watch.steadyFor, 1e8);
  watch.update(progress(4, [45, 6]));
  t.is(watch.steadyFor, 0);
});

test('a packet that was only late is not a new loss', (t) => {
  const watch = new FlowWatch(1);
  watch.update(progress(0, [9, 1]));
  watch.update(progress(1, [20, 0]));
  watch.update(progress(2, [30, 0]));
  t.is(watch.steadyFor, 1e8);
});

test('property: flows that never pause are steady since the last look at which one had lost more', (t) => {
  const losses = fc.array(fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 1 })), { maxLength: 20 });
  fc.assert(
    fc.property(losses, (looks) => {
      const watch = new FlowWatch(2);
      watch.update(progress(0, [10], [10]));
      const total = [0, 0];
      let since: number | undefined = 0;
      for (const [index, [first, second]] of looks.entries()) {
        const received = 10 * (index + 2);
        total[0] = (total[0] ?? 0) + first;
        total[1] = (total[1] ?? 0) + second;
        watch.update(progress(index + 1, [received, total[0]], [received, total[1]]));
        since = first + second > 0 ? undefined : (since ?? index + 1);
        const expected = since === undefined ? 0 : (index + 1 - since) * 1e8;
        if (watch.steadyFor !== expected || watch.silent !== 0) return false;
      }
      return true;
    }),
  );
  t.pass();
});
