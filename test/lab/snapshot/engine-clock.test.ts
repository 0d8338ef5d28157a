import test from 'ava';
import { EngineClock } from '../../../src/lab/snapshot/engine-clock.ts';

const answer = { monotonicNs: 5_000_000_000, utcMs: Date.parse('2026-11-22T21:10:20.000Z') };

test("an event is dated by its own machine's time of day", (t) => {
  const clock = new EngineClock();
  clock.set(answer, 0);
  t.is(clock.at(answer.monotonicNs + 1_500_000), '2026-11-22T21:10:20.002Z');
});

test('the quickest answer decides how far the clocks are apart', (t) => {
  const clock = new EngineClock();
  const now = Date.now();
  for (const latency of [400, 20, 900]) clock.set({ ...answer, utcMs: now + 3_600_000 - latency }, now);
  const ahead = Date.parse(clock.now()) - Date.now();
  t.true(Math.abs(ahead - (3_600_000 - 20)) < 10, String(ahead));
});

test("before the first answer, this process's clock is used", (t) => {
  t.true(Math.abs(Date.parse(new EngineClock().now()) - Date.now()) < 1000);
});
