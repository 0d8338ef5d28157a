import test from 'ava';
import { eventsAfter } from '../../../src/workshop/client/state/page-events.ts';
import { initialState, type PageState } from '../../../src/workshop/client/state/page-state.ts';
import { reduce } from '../../../src/workshop/client/state/reduce.ts';
import type { PageUpdate } from '../../../src/workshop/protocol/updates.ts';
import { crashed, scene } from '../page/scene.ts';

const { updates, traffic, snapshot } = scene();
const takenMs = Date.parse(snapshot.takenAt);
const after = (state: PageState, more: readonly PageUpdate[], atMs = takenMs): PageState =>
  more.reduce((before, update) => reduce(before, update, atMs), state);
const whole = after(initialState, updates);
const outage = { direction: 'outward', flow: 2, fromMs: 1000, durationMs: 3600, uncertainMs: 100, lost: 72 };
const carrier = (up: boolean): PageUpdate => ({
  kind: 'live',
  update: {
    kind: 'event',
    sequence: 1,
    at: snapshot.takenAt,
    event: { kind: 'carrier', node: 'device1', time: 0, interface: 'wan0', up },
  },
});

test('a crash changes the snapshot, and its lines say by their tone what was lost', (t) => {
  const { snapshot: now, events } = after(whole, crashed());
  t.false(now?.nodes.find(({ name }) => name === 'vnet1gw-0')?.running);
  t.deepEqual(
    events.map(({ text, tone }) => [text, tone]),
    [
      ['broken: instance-crash of vnet1gw-0', 'broken'],
      ['vnet1gw-0 does not run', 'bad'],
      ['no longer fully redundant', 'bad'],
    ],
  );
  t.true(events.every(({ sinceFaultMs }) => sinceFaultMs !== null && sinceFaultMs >= 0));
});

test('packets that pass again are good news', (t) => {
  const silent = { kind: 'packets', tunnel: 'vnet1gw-0--device1', from: 'device1', to: 'vnet1gw-0' } as const;
  const before = { ...snapshot, missing: [silent], complete: false };
  const change = { kind: 'change', sequence: 2, at: snapshot.takenAt } as const;
  const events = eventsAfter([], { ...change, change: { part: 'missing', now: [] } }, before);
  t.deepEqual(
    events.map(({ tone }) => tone),
    ['good', 'good'],
  );
  t.regex(events[0]?.text ?? '', /^no longer missing: /);
});

test('the same lab again keeps its outages, another one has none', (t) => {
  const hit = after(whole, [{ kind: 'outage', outage }]);
  t.is(after(hit, updates).outages.length, 1);
  t.is(after(hit, [{ kind: 'lab', lab: { state: 'none' } }]).outages.length, 0);
});

test('traffic that ends takes its outages with it: their times count from its start', (t) => {
  const hit = after(whole, [
    { kind: 'traffic', traffic },
    { kind: 'outage', outage },
  ]);
  t.is(after(hit, [{ kind: 'traffic', traffic: null }]).outages.length, 0);
});

test('carriers are known since a node said so, until a new snapshot', (t) => {
  t.deepEqual(whole.carriers, {});
  const down = after(whole, [carrier(false)]);
  t.deepEqual(down.carriers, { 'device1:wan0': false });
  t.deepEqual(after(down, [carrier(true)]).carriers, { 'device1:wan0': true });
  t.deepEqual(after(down, updates).carriers, {});
});

test("the update that came fastest says how far the engine's clock is ahead", (t) => {
  const late = after(initialState, updates, takenMs + 900);
  t.is(late.clockAheadMs, -900);
  t.is(after(late, [carrier(true)], takenMs + 20).clockAheadMs, -20);
  t.is(after(late, [carrier(true)], takenMs + 2000).clockAheadMs, -900);
});
