import test from 'ava';
import { judgeHeld, judgeInjected, judgeUndisturbed, type Truth } from '../../src/calibration/judge.ts';
import type { DirectionObservations } from '../../src/observations/direction.ts';
import { directionsOf } from '../../src/observations/observations.ts';
import { ms, observe, type Scenario, tunnels } from '../analysis/synthetic.ts';

const outage = { from: ms(5000), to: ms(5537) };
const window = { from: ms(2000), to: ms(9000) };
const truth: Truth = {
  outage,
  window,
  extent: 'one path',
  bothWays: false,
  tunnels: [tunnels[1]],
  dropped: 215,
  captureNs: ms(540),
};

function outward(changes: Partial<Scenario>): DirectionObservations {
  const [direction] = directionsOf(observe(changes));
  if (!direction) throw new Error('no direction');
  return direction;
}

const dropped = (path: string) => ({ direction: 'outward' as const, path, ...outage });

test('an injected outage is measured as in a run, and compared with the truth', (t) => {
  const result = judgeInjected(outward({ disturbances: [dropped(tunnels[1])] }), truth, 250);
  t.is(result.lengthMs, 537);
  t.deepEqual([result.flowsHit, result.flowsOnPaths], [4, 4]);
  t.true(Math.abs(result.pooled?.errorMs ?? 99) < 2.5, `${result.pooled?.errorMs}`);
  t.true(Math.abs(result.flowErrorMs ?? 99) <= 11);
  t.is(result.outsideBracket, 0);
  t.is(result.unexpected, 0);
  t.true(result.lost >= 4 * 53 && result.lost <= 4 * 54);
});

test('how late packets left counts only while the outage lasted', (t) => {
  const lateness = (from: number) =>
    judgeInjected(
      outward({ disturbances: [dropped(tunnels[1])], stalls: [{ from, to: from + ms(30) }], jitter: 0 }),
      truth,
      250,
    ).latenessMaxMs;
  t.true(Math.abs((lateness(ms(5200)) ?? 0) - 30) < 1);
  t.is(lateness(ms(7000)), 0);
});

test('losses of flows on another path at the same time are unexpected', (t) => {
  const result = judgeInjected(
    outward({ disturbances: [dropped(tunnels[1]), { ...dropped(tunnels[2]), flows: [2] }] }),
    truth,
    250,
  );
  t.is(result.flowsHit, 4);
  t.is(result.unexpected, 1);
});

test('a truth outside the brackets is noticed', (t) => {
  const result = judgeInjected(
    outward({ disturbances: [dropped(tunnels[1])] }),
    { ...truth, outage: { from: outage.from, to: outage.to + ms(40) } },
    250,
  );
  t.is(result.outsideBracket, 5, 'four flows, and the pool of them');
  t.true((result.pooled?.errorMs ?? 0) < -30);
});

test('held packets count as late, and the measured time is the hold less the threshold', (t) => {
  const held = { from: ms(5000), to: ms(5150) };
  const direction = outward({
    disturbances: [
      { direction: 'outward', path: tunnels[0], from: held.from, to: ms(5100), heldFor: ms(60) },
    ],
  });
  const result = judgeHeld(
    direction,
    {
      tunnel: tunnels[0],
      frozen: { from: held.from, to: held.from },
      thawed: { from: held.to, to: held.to },
      window,
    },
    50,
  );
  t.is(result.lost, 0);
  t.deepEqual([result.flowsHit, result.flowsOnPaths], [4, 4]);
  t.is(result.expectedMs, 100);
  t.true(Math.abs((result.estimateMs ?? 0) - 100) <= 10, `${result.estimateMs}`);
});

test('nothing is found without a disturbance, and everything with one', (t) => {
  const calm = observe({ durationMs: 10_000 });
  t.deepEqual(judgeUndisturbed(directionsOf(calm), window, 250), {
    seconds: 7,
    packets: judgeUndisturbed(directionsOf(calm), window, 250).packets,
    lossPeriods: 0,
    lost: 0,
    late: 0,
  });
  const disturbed = observe({ durationMs: 10_000, disturbances: [dropped(tunnels[1])] });
  t.is(judgeUndisturbed(directionsOf(disturbed), window, 250).lossPeriods, 4);
});

test('what does not end within its window is a large error, not an endless one', (t) => {
  const forEver = { direction: 'outward' as const, path: tunnels[1], from: outage.from, to: ms(99_000) };
  const direction = outward({ disturbances: [forEver] });
  const { pooled, flowErrorMs } = judgeInjected(direction, truth, 250);
  const hold = { tunnel: tunnels[1], frozen: outage, thawed: outage, window };
  const { estimateMs } = judgeHeld(direction, hold, 50);
  for (const figure of [pooled?.errorMs, pooled?.halfWidthMs, flowErrorMs, estimateMs]) {
    t.true(Number.isFinite(figure), `${figure}`);
  }
  t.true((flowErrorMs ?? 0) > 1000);
});
