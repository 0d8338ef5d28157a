import type { Lab } from '../lab/lab.ts';
import { countTunnels, type TunnelCount, tunnelOfFlow } from './coverage.ts';
import { NothingMeasuredError } from './nothing-measured.ts';
import type { DirectionName } from './observations.ts';
import { type Pulse, PulseTimeout } from './pulse.ts';
import { startTraffic, steadyFor, type Traffic, type TrafficSettings } from './traffic.ts';

/** Traffic that uses every tunnel, with the tunnel of each flow by its source port. */
export interface CoveringTraffic {
  readonly traffic: Traffic;
  readonly tunnels: ReadonlyMap<DirectionName, ReadonlyMap<number, string>>;
}

/** Fresh ports are drawn this often at most until every tunnel carries flows. */
const portAttempts = 8;
/** Nanoseconds without a loss after which the flows of an attempt are counted. */
const countAfter = 1e9;
/** Milliseconds within which flows must have become steady; they are within 2 s on a machine that can carry them. */
const startLimitMs = 30_000;

/**
 * Starts flows, again and again with new ports, until every tunnel carries some in each direction.
 *
 * @throws NothingMeasuredError when they never do, or are never free of loss
 */
export async function startCoveringTraffic(
  lab: Lab,
  settings: TrafficSettings,
  pulse: Pulse,
  onAttempt: (attempt: number) => void,
): Promise<CoveringTraffic> {
  for (let attempt = 1; attempt <= portAttempts; attempt++) {
    onAttempt(attempt);
    const traffic = await startTraffic(lab, settings, {
      onProgress: () => pulse.beat(),
      onFailure: (error) => pulse.fail(error),
    });
    try {
      await pulse.until('Starting the flows', () => steadyFor(traffic) >= countAfter, startLimitMs);
      const counted = await Promise.all(
        traffic.directions.map(
          async (direction) => [direction.name, await countTunnels(lab, direction)] as const,
        ),
      );
      if (counted.every(([, counts]) => everyTunnelUsed(lab, counts))) {
        return { traffic, tunnels: new Map(counted.map(([name, counts]) => [name, tunnelOfFlow(counts)])) };
      }
    } catch (error) {
      await traffic[Symbol.asyncDispose]();
      if (!(error instanceof PulseTimeout)) throw error;
      throw new NothingMeasuredError(
        `The flows were never free of loss for a second within ${startLimitMs / 1000} s. The machine may be too busy; fewer --flows or a lower --rate may help.`,
      );
    }
    await traffic[Symbol.asyncDispose]();
  }
  throw new NothingMeasuredError(
    `${settings.flows} flows did not spread over all ${lab.topology.tunnels.length} tunnels in ${portAttempts} attempts with new ports. Use more --flows.`,
  );
}

function everyTunnelUsed(lab: Lab, counts: readonly TunnelCount[]): boolean {
  const used = new Set(tunnelOfFlow(counts).values());
  return lab.topology.tunnels.every(({ name }) => used.has(name));
}
