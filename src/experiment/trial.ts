import { randomInt } from 'node:crypto';
import { dpdTimeoutSeconds, type Profile } from '../definition/profile.ts';
import type { AppliedFault, Fault } from '../faults/fault.ts';
import type { Lab } from '../lab/lab.ts';
import { LabError } from '../lab/lab-error.ts';
import { replaceMachine } from '../platform/replacement.ts';
import { countTunnels, type TunnelCount, tunnelOfFlow } from './coverage.ts';
import type { DirectionName, Observations } from './observations.ts';
import { Pulse, PulseTimeout } from './pulse.ts';
import { RedundancyWatch } from './redundancy-watch.ts';
import { observeDirection, startTraffic, type Traffic, type TrafficSettings } from './traffic.ts';

export interface TrialSettings {
  readonly fault: Fault;
  readonly target: string;
  readonly traffic: TrafficSettings;
  readonly signal: AbortSignal;
  readonly onStep: (step: TrialStep) => void;
}

/** Where a trial is, for whoever watches. */
export type TrialStep =
  | { readonly step: 'traffic'; readonly silent: number; readonly attempt: number }
  | { readonly step: 'settling'; readonly seconds: number }
  | { readonly step: 'fault'; readonly name: string; readonly target: string }
  | {
      readonly step: 'watching';
      readonly seconds: number;
      readonly silent: Readonly<Record<DirectionName, number>>;
      readonly missing: readonly string[];
    }
  | { readonly step: 'collecting' };

/** What a trial leaves behind: what was seen, and the probes' files as they wrote them. */
export interface Trial {
  readonly observations: Observations;
  /** Nanoseconds of CLOCK_MONOTONIC from which the observations count. */
  readonly epoch: bigint;
  /** How long after the flows were steady the fault came, on purpose at random; milliseconds. */
  readonly phaseMs: number;
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Buffer>>;
}

/** Seconds without any loss before the fault, and again at the end (RFC 6412, Sustained Convergence Validation Time). */
const steadySeconds = 5;
/** Fresh ports are drawn this often at most until every tunnel carries flows. */
const portAttempts = 8;

/**
 * One injection and its measurement in a lab that is ready: steady flows over every tunnel, the fault at a random
 * moment, the platform's reaction, and everything watched until all flows are back and redundancy is restored.
 *
 * @throws LabError when the flows do not become steady, or do not use every tunnel
 */
export async function runTrial(lab: Lab, settings: TrialSettings): Promise<Trial> {
  const { fault, target, onStep } = settings;
  const profile = lab.blueprint.profile;
  const signal = AbortSignal.any([settings.signal, lab.failure]);
  const pulse = new Pulse(signal);

  const { traffic, tunnels } = await trafficOverEveryTunnel(lab, settings.traffic, pulse, onStep);
  // The moment must not depend on when the lab came up: one full period of the slowest timer is drawn from.
  const phaseMs = randomInt(0, Math.ceil(longestPeriodSeconds(profile) * 1000));
  const settledNs = steadySeconds * 1e9 + phaseMs * 1e6;
  const limitMs = (2 * settledNs) / 1e6 + 30_000;
  await pulse
    .until(
      'Letting the flows settle',
      () => {
        const steadyNs = steadyFor(traffic);
        onStep({ step: 'settling', seconds: Math.max(0, (settledNs - steadyNs) / 1e9) });
        return steadyNs >= settledNs;
      },
      limitMs,
    )
    .catch((error: unknown) => {
      if (!(error instanceof PulseTimeout)) throw error;
      throw new LabError(
        `Within ${Math.round(limitMs / 1000)} s there were never ${Math.ceil(settledNs / 1e9)} s without a lost packet, so nothing can be measured. The machine may be too busy; fewer --flows or a lower --rate may help.`,
      );
    });

  onStep({ step: 'fault', name: fault.name, target });
  using redundancy = new RedundancyWatch(lab);
  const applied = await fault.apply(lab, target);
  const started = performance.now();
  const platform = new AbortController();
  const replacement = Promise.all(
    applied.deadNodes.map((node) =>
      replaceMachine(lab, node, { sinceFaultMs: 0, signal: AbortSignal.any([signal, platform.signal]) }),
    ),
  );
  replacement.catch((error) => pulse.fail(error));

  await pulse
    .until(
      'Recovery',
      () => {
        const missing = lab.state.missing();
        onStep({
          step: 'watching',
          seconds: (performance.now() - started) / 1000,
          silent: silentFlows(traffic),
          missing,
        });
        return missing.length === 0 && steadyFor(traffic) >= (steadySeconds + 0.5) * 1e9;
      },
      recoveryLimitMs(profile),
    )
    .catch((error) => {
      // Not to recover is a result; only an interruption or a broken lab is not.
      if (!(error instanceof PulseTimeout)) throw error;
    });
  platform.abort();

  onStep({ step: 'collecting' });
  return observe(lab, traffic, { fault, target, applied, tunnels, phaseMs, restored: redundancy.restoredAt });
}

async function trafficOverEveryTunnel(
  lab: Lab,
  settings: TrafficSettings,
  pulse: Pulse,
  onStep: (step: TrialStep) => void,
): Promise<{ traffic: Traffic; tunnels: ReadonlyMap<DirectionName, ReadonlyMap<number, string>> }> {
  for (let attempt = 1; attempt <= portAttempts; attempt++) {
    const traffic = await startTraffic(lab, settings, () => pulse.beat());
    await pulse.until(
      'Starting the flows',
      () => {
        const silent = traffic.directions.reduce((sum, { watch }) => sum + watch.silent, 0);
        onStep({ step: 'traffic', silent, attempt });
        return steadyFor(traffic) >= 1e9;
      },
      30_000,
    );
    const counted = await Promise.all(
      traffic.directions.map(
        async (direction) => [direction.name, await countTunnels(lab, direction)] as const,
      ),
    );
    if (counted.every(([, counts]) => everyTunnelUsed(lab, counts))) {
      return { traffic, tunnels: new Map(counted.map(([name, counts]) => [name, tunnelOfFlow(counts)])) };
    }
    await traffic.stop();
  }
  throw new LabError(
    `${settings.flows} flows did not spread over all ${lab.topology.tunnels.length} tunnels in ${portAttempts} attempts with new ports. Use more flows.`,
  );
}

function everyTunnelUsed(lab: Lab, counts: readonly TunnelCount[]): boolean {
  const used = new Set(tunnelOfFlow(counts).values());
  return lab.topology.tunnels.every(({ name }) => used.has(name));
}

const steadyFor = ({ directions }: Traffic): number =>
  Math.min(...directions.map(({ watch }) => watch.steadyFor));

function silentFlows({ directions }: Traffic): Record<DirectionName, number> {
  const of = (name: DirectionName) =>
    directions.find((direction) => direction.name === name)?.watch.silent ?? 0;
  return { 'azure-to-site': of('azure-to-site'), 'site-to-azure': of('site-to-azure') };
}

const longestPeriodSeconds = ({ bgp, dpd, healthProbe }: Profile): number =>
  Math.max(bgp.keepaliveSeconds, dpd.delaySeconds, healthProbe.intervalMs / 1000);

/** Every timer may expire once, one after the other, and the platform be as slow again as it says. */
function recoveryLimitMs(profile: Profile): number {
  const { bgp, dpd, replacementSeconds } = profile;
  return (2 * (bgp.holdSeconds + dpdTimeoutSeconds(dpd) + replacementSeconds) + 30) * 1000;
}

interface Injected {
  readonly fault: Fault;
  readonly target: string;
  readonly applied: AppliedFault;
  readonly tunnels: ReadonlyMap<DirectionName, ReadonlyMap<number, string>>;
  readonly phaseMs: number;
  readonly restored: number | undefined;
}

async function observe(lab: Lab, traffic: Traffic, injected: Injected): Promise<Trial> {
  const { fault, target, applied, tunnels, phaseMs, restored } = injected;
  const steadyNs = steadySeconds * 1e9 + phaseMs * 1e6;
  const { records, files } = await traffic.stop();
  const starts = Object.values(records).map(({ sent }) => sent.start);
  const epoch = starts.reduce((first, start) => (start < first ? start : first));
  const since = (time: number) => time - Number(epoch);
  const directions = traffic.directions.map((direction) =>
    observeDirection(direction, records[direction.name], tunnels.get(direction.name) ?? new Map(), epoch),
  );
  const lastSent = directions.map(({ flows }) => Math.max(...flows.map(({ sent }) => sent.at(-1) ?? 0)));
  return {
    epoch,
    phaseMs,
    files,
    observations: {
      directions,
      fault: {
        name: fault.name,
        target,
        appliedAfter: since(applied.appliedAfter),
        appliedBefore: since(applied.appliedBefore),
        deadNodes: applied.deadNodes,
      },
      ...(restored !== undefined && { redundancyRestored: since(restored) }),
      events: lab.events.events.map((event) => ({ ...event, time: since(event.time) })),
      window: { from: since(applied.appliedAfter) - steadyNs, to: Math.min(...lastSent) },
    },
  };
}
