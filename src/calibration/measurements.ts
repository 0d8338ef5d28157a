import { defaultDelayThresholdMs } from '../analysis/outages/loss-periods.ts';
import { lateness } from '../analysis/quality/lateness.ts';
import { msFromNs } from '../base/milliseconds.ts';
import type { Stretch } from '../base/stretch.ts';
import type { DirectionObservations } from '../observations/direction.ts';
import type { Calibration } from './calibration.ts';
import type { Held } from './hold.ts';
import { judgeHeld, judgeInjected, judgeUndisturbed } from './judge.ts';
import type { Session } from './session.ts';

/**
 * Held packets have their own delay threshold, a third of the time held. With the threshold of a run they would have to
 * wait so long that the kernel's queues fill up and lose some.
 */
const heldThresholdMs = ({ seconds }: Held): number => (seconds * 1000) / 3;

/** Analyses everything that was injected. Pure. */
export function measurements(
  session: Session,
): Pick<Calibration, 'injected' | 'held' | 'undisturbed' | 'delayThresholdMs' | 'senderLatenessP999Ms'> {
  const { directions, epoch, done, held, undisturbed } = session;
  const sinceEpoch = (time: bigint) => Number(time - epoch);
  const outages = done.map(({ start, end }) => ({ from: sinceEpoch(start), to: sinceEpoch(end) }));
  const holding: Stretch | undefined = held && {
    from: sinceEpoch(held.stamps[0]),
    to: sinceEpoch(held.stamps[3]),
  };
  const calm = { from: sinceEpoch(undisturbed.from), to: sinceEpoch(undisturbed.to) };
  const windows = windowsAround([...outages, ...(holding ? [holding] : []), calm]);
  const thresholdMs = defaultDelayThresholdMs;
  return {
    delayThresholdMs: thresholdMs,
    senderLatenessP999Ms: latenessOf(directions, { from: 0, to: calm.to }),
    injected: done.flatMap(({ injection, tunnels, dropped }, index) =>
      directions.map((direction) => {
        const isHit = injection.directions.includes(direction.name);
        const outage = outages[index] ?? calm;
        const window = windows[index] ?? calm;
        return judgeInjected(
          direction,
          {
            outage,
            window,
            extent: injection.extent,
            bothWays: injection.directions.length > 1,
            tunnels: isHit ? tunnels : [],
            dropped: dropped[direction.name],
            captureNs:
              isHit && tunnels.length > 0 ? longestGap(session, direction, tunnels, window) : undefined,
          },
          thresholdMs,
        );
      }),
    ),
    held:
      held && holding
        ? directions.map((direction) =>
            judgeHeld(
              direction,
              {
                tunnel: held.tunnel,
                frozen: { from: sinceEpoch(held.stamps[0]), to: sinceEpoch(held.stamps[1]) },
                thawed: { from: sinceEpoch(held.stamps[2]), to: sinceEpoch(held.stamps[3]) },
                window: windows[done.length] ?? calm,
              },
              heldThresholdMs(held),
            ),
          )
        : [],
    undisturbed: judgeUndisturbed(directions, calm, thresholdMs),
  };
}

/** Cuts time halfway between two stretches, so that each loss period counts exactly once. */
function windowsAround(stretches: readonly Stretch[]): Stretch[] {
  return stretches.map(({ from, to }, index) => {
    const [before, after] = [stretches[index - 1], stretches[index + 1]];
    return {
      from: before ? (before.to + from) / 2 : from - 1e9,
      to: after ? (to + after.from) / 2 : to,
    };
  });
}

/** The longest time in which the capture has no packet of the flows on these tunnels; undefined without packets. */
function longestGap(
  { captures, epoch }: Session,
  { name, flows }: DirectionObservations,
  tunnels: readonly string[],
  window: Stretch,
): number | undefined {
  const ports = new Set(
    flows
      .filter(({ tunnelBefore }) => tunnelBefore !== undefined && tunnels.includes(tunnelBefore))
      .map(({ sourcePort }) => sourcePort),
  );
  const arrivals = captures[name]
    .filter(({ sourcePort }) => ports.has(sourcePort))
    .map(({ time }) => Number(time - epoch))
    .filter((time) => time >= window.from && time <= window.to);
  return arrivals.reduce<number | undefined>((longest, time, index) => {
    const before = arrivals[index - 1];
    return before === undefined ? longest : Math.max(longest ?? 0, time - before);
  }, undefined);
}

function latenessOf(directions: readonly DirectionObservations[], window: Stretch): number | null {
  const late = directions.flatMap((direction) => lateness(direction, window).quantile(0.999) ?? []);
  return late.length === 0 ? null : msFromNs(Math.max(...late));
}
