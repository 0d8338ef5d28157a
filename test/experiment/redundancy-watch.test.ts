import test from 'ava';
import { RedundancyWatch } from '../../src/experiment/redundancy-watch.ts';
import { EventLog } from '../../src/lab/event-log.ts';
import type { Missing } from '../../src/lab/redundancy/missing.ts';

const second = 1e9;
const t0 = 100 * second;
const tunnel: Missing = { kind: 'tunnel', tunnel: 'gw-0--device1', end: 'gw-0' };
const packets: Missing = { kind: 'packets', tunnel: 'gw-0--device1', from: 'device1', to: 'gw-0' };

/** When redundancy was restored, in seconds after T0, if after these seconds these things were missing. */
function restored(...course: readonly (readonly [after: number, ...missing: readonly Missing[]])[]) {
  const events = new EventLog();
  let missing: readonly Missing[] = [];
  const state = {
    get isBuilt() {
      return missing.every(({ kind }) => kind === 'packets');
    },
    get isComplete() {
      return missing.length === 0;
    },
  };
  using watch = new RedundancyWatch({ events, state });
  for (const [after, ...now] of course) {
    missing = now;
    events.append({ node: 'gw-0', time: t0 + after * second, kind: 'ready' });
  }
  const at = watch.restoredAfter(t0);
  return at === undefined ? undefined : (at - t0) / second;
}

test('redundancy that was never lost was there at T0', (t) => {
  t.is(restored(), 0);
  t.is(restored([1], [2]), 0);
});

test('redundancy is back with the last thing that was missing, and not back while one is', (t) => {
  t.is(restored([1, tunnel], [5], [6]), 5);
  t.is(restored([1, tunnel], [5], [6, tunnel]), undefined);
  t.is(restored([1, tunnel], [5], [6, tunnel], [9]), 9);
});

test('a tunnel that carries packets as soon as it can be seen was back when it came up', (t) => {
  t.is(restored([1, tunnel], [5, packets], [6.5]), 5);
});

test('a tunnel that was up and carried nothing is back when it carries packets', (t) => {
  t.is(restored([4, packets], [13]), 13);
  t.is(restored([1, tunnel], [5, packets], [9]), 9);
  t.is(restored([4, packets], [20, packets]), undefined);
});
