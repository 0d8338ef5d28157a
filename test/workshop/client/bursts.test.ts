import test from 'ava';
import { burstsOf, burstText, burstTone } from '../../../src/workshop/client/events/bursts.ts';
import type { PageEvent } from '../../../src/workshop/client/state/page-events.ts';

const event = (atMs: number, text: string, more: Partial<PageEvent> = {}): PageEvent => ({
  key: `${atMs} ${text}`,
  atMs,
  sinceFaultMs: null,
  text,
  tone: 'plain',
  ...more,
});
const route = (atMs: number, routeOn: string, tone: 'good' | 'bad') =>
  event(atMs, `route on ${routeOn} at ${atMs}`, { routeOn, tone });

test('routes that change together are one line, at the place of the first', (t) => {
  const bursts = burstsOf([
    event(0, 'tunnel down'),
    route(10, 'device1', 'bad'),
    event(20, 'session down'),
    route(200, 'device2', 'bad'),
    route(510, 'device1', 'good'),
    route(511, 'device1', 'bad'),
    event(600, 'fully redundant'),
  ]);
  t.deepEqual(
    bursts.map(({ events }) => events.map(({ atMs }) => atMs)),
    [[0], [10, 200, 510], [20], [511], [600]],
  );
  const [, burst] = bursts;
  t.is(
    burst && burstText(burst),
    '3 route changes on device1, device2: 2 without all of their next hops, 1 with all of them',
  );
  t.is(burst && burstTone(burst), 'good');
});

test('two routes hide nothing, so they stay lines of their own', (t) => {
  t.is(burstsOf([route(0, 'device1', 'bad'), route(1, 'device1', 'bad')]).length, 2);
});
