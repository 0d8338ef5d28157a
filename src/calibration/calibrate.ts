import { randomInt } from 'node:crypto';
import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { probePort } from '../experiment/probes/probe.ts';
import { Pulse } from '../experiment/pulse.ts';
import { type CoveringSettings, startCoveringTraffic } from '../experiment/traffic/covering-traffic.ts';
import { steadyFor, type Traffic } from '../experiment/traffic/traffic.ts';
import type { Lab } from '../lab/lab.ts';
import { observeDirection } from '../observations/observe-direction.ts';
import { tunnelsOf } from '../observations/tunnel-path.ts';
import type { DirectionName } from '../topology/direction.ts';
import { type Captures, startCapture } from './capture.ts';
import { dropDuring } from './drop-window.ts';
import { type Held, holdTunnel } from './hold.ts';
import { type Injection, plannedInjections } from './injection.ts';
import { passagesOf } from './passages.ts';
import type { DoneInjection, Session } from './session.ts';

export interface CalibrationSettings {
  readonly traffic: CoveringSettings;
  readonly quick: boolean;
  /** Seconds without an injection, at the end. */
  readonly undisturbedSeconds: number;
  readonly signal: AbortSignal;
  readonly onStep: (text: string) => void;
}

/** Nanoseconds without a loss before the next outage. */
const calmNs = 1e9;
const calmLimitMs = 30_000;
/** Nanoseconds that the kernels of all nodes have to learn of a window. */
const leadNs = 700_000_000n;
/** Each outage starts at a random moment within this many nanoseconds, so it can fall anywhere between two packets. */
const randomNs = 100_000_000;
/** For how long packets are held back (s), and how many at most: the kernel's queues must have room for all of them. */
const longestHold = 0.15;
const mostHeld = 100;
/** Outages are longer than nominal by up to this (ms), so that they are not always multiples of the interval. */
const randomLengthMs = 10;

/**
 * Injects outages of known length into a ready lab, as a fault does, and records what the probes see.
 *
 * @throws SwitchoverError (nothing-measured) when the flows do not become steady, or an outage could not be injected
 */
export async function recordCalibration(lab: Lab, settings: CalibrationSettings): Promise<Session> {
  const { quick, undisturbedSeconds, onStep } = settings;
  const pulse = new Pulse(AbortSignal.any([settings.signal, lab.failure]));
  onStep('starting flows over every tunnel');
  const { traffic, paths: all } = await startCoveringTraffic(lab, settings.traffic, pulse, () => {});
  await using _ = traffic;
  // Those of the first pair, if there are several.
  const directions = traffic.directions.slice(0, 2);
  const paths: Paths = new Map(directions.map(({ key, name }) => [name, all.get(key) ?? new Map()]));
  const calm = () => untilCalm(traffic, pulse);

  const capture = await startCapture(lab, directions);
  const done: DoneInjection[] = [];
  const planned = plannedInjections({ quick });
  for (const [index, injection] of planned.entries()) {
    await calm();
    onStep(`outage ${index + 1} of ${planned.length}: ${injection.lengthMs} ms, ${injection.extent}`);
    done.push(await inject(lab, traffic, injection, paths));
  }
  await calm();
  let held: Held | undefined;
  if (lab.blueprint.dataplane === 'userspace') {
    onStep('holding packets back');
    const { tunnel, flows } = leastUsed(paths);
    const seconds = Math.min(longestHold, mostHeld / (flows * settings.traffic.rate));
    held = await holdTunnel(lab, tunnel, seconds);
    await calm();
  }
  const clocks = await readClocks(lab, traffic);
  const captures = await capture.stop();

  onStep(`${undisturbedSeconds} s without an outage`);
  const from = (await readClocks(lab, traffic)).monotonic;
  const until = performance.now() + undisturbedSeconds * 1000;
  await pulse.until(() => performance.now() >= until, undisturbedSeconds * 1000 + calmLimitMs);
  const to = (await readClocks(lab, traffic)).monotonic;

  onStep('collecting what was recorded');
  const { records } = await traffic.stop();
  const epoch = [...records.values()]
    .map(({ sent }) => sent.start)
    .reduce((first, start) => (start < first ? start : first));
  return {
    directions: directions.flatMap((direction) => {
      const own = records.get(direction.key);
      return own ? [observeDirection(direction, own, paths.get(direction.name) ?? new Map(), epoch)] : [];
    }),
    epoch,
    done,
    held,
    undisturbed: { from, to },
    captures: inMonotonicTime(captures, clocks.realtime - clocks.monotonic),
  };
}

async function untilCalm(traffic: Traffic, pulse: Pulse): Promise<void> {
  if (!(await pulse.until(() => steadyFor(traffic) >= calmNs, calmLimitMs))) {
    throw new SwitchoverError(
      'nothing-measured',
      `Within ${calmLimitMs / 1000} s there was never a second without a lost packet, so nothing can be calibrated. The machine may be too busy; fewer --flows or a lower --rate may help.`,
    );
  }
}

type Paths = ReadonlyMap<DirectionName, ReadonlyMap<number, string>>;

async function inject(
  lab: Lab,
  traffic: Traffic,
  injection: Injection,
  paths: Paths,
): Promise<DoneInjection> {
  const { lengthMs, extent, directions } = injection;
  const inUse = tunnelsInUse(paths, directions);
  const tunnels = extent === 'one path' ? [anyOf(inUse)] : inUse;
  const { monotonic } = await readClocks(lab, traffic);
  const start = monotonic + leadNs + BigInt(randomInt(randomNs));
  const lengthNs = BigInt(lengthMs) * 1_000_000n + BigInt(randomInt(randomLengthMs * 1e6));
  const port = extent === 'no path' ? probePort + 1 : probePort;
  const dropped = await dropDuring(lab, passagesOf(lab.topology, tunnels, directions), {
    start,
    lengthNs,
    port,
  });
  return {
    injection,
    tunnels: extent === 'no path' ? [] : tunnels,
    start,
    end: start + lengthNs,
    dropped,
  };
}

/** The tunnels that carry flows in all of these directions. */
function tunnelsInUse(paths: Paths, directions: readonly DirectionName[]): string[] {
  const [first = [], ...others] = directions.map((name) =>
    [...new Set(paths.get(name)?.values())].flatMap(tunnelsOf),
  );
  return first.filter((tunnel) => others.every((own) => own.includes(tunnel)));
}

/** The tunnel with the fewest flows in its busier direction. */
function leastUsed(paths: Paths): { readonly tunnel: string; readonly flows: number } {
  const flowsOn = (tunnel: string) =>
    Math.max(
      ...[...paths.values()].map(
        (flows) => [...flows.values()].filter((path) => tunnelsOf(path).includes(tunnel)).length,
      ),
    );
  const inUse = tunnelsInUse(paths, ['outward', 'return']);
  const tunnel = anyOf(inUse.toSorted((a, b) => flowsOn(a) - flowsOn(b)).slice(0, 1));
  return { tunnel, flows: flowsOn(tunnel) };
}

function anyOf(tunnels: readonly string[]): string {
  const tunnel = tunnels[tunnels.length === 0 ? 0 : randomInt(tunnels.length)];
  if (tunnel === undefined)
    throw new SwitchoverError('nothing-measured', 'No tunnel carries flows in both directions.');
  return tunnel;
}

/** Both clocks of the engine's kernel, read one after the other, so a few milliseconds apart. */
async function readClocks(lab: Lab, { directions: [direction] }: Traffic) {
  const host = lab.node(direction?.sender ?? '').container;
  const { stdout } = await host.exec(['sh', '-c', 'switchover-stamp && date +%s%N']);
  const [monotonic = 0n, realtime = 0n] = stdout.trim().split('\n').map(BigInt);
  return { monotonic, realtime };
}

/** A capture has the time of day. Its error of a few milliseconds does not change the length of a gap. */
function inMonotonicTime(captures: Captures, ahead: bigint): Captures {
  const shifted = (name: DirectionName) =>
    captures[name].map((packet) => ({ ...packet, time: packet.time - ahead }));
  return { outward: shifted('outward'), return: shifted('return') };
}
