import { counted } from '../../base/counted.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Lab } from '../../lab/lab.ts';
import { tunnelsOf } from '../../observations/tunnel-path.ts';
import type { DirectionName } from '../../topology/direction.ts';
import type { Pulse } from '../pulse.ts';
import { countTunnels, pathOfFlow } from './coverage.ts';
import { startTraffic, steadyFor, type Traffic, type TrafficSettings } from './traffic.ts';

/** Traffic that uses every tunnel that routing offers, with the path of each flow by its source port. */
export interface CoveringTraffic {
  readonly traffic: Traffic;
  readonly paths: Paths;
}

export type Paths = ReadonlyMap<DirectionName, ReadonlyMap<number, string>>;

/** How often new ports are drawn at most until every tunnel carries flows. */
const portAttempts = 8;
/** Nanoseconds without a loss after which the flows of an attempt are counted. */
const countAfter = 1e9;
/** Milliseconds within which the flows must become steady. A machine that can carry them takes less than 2 s. */
const startLimitMs = 30_000;

/**
 * Starts flows, and starts them again with new ports until every tunnel that a direction may use carries some.
 *
 * @throws SwitchoverError (nothing-measured) when some tunnel never carries flows, or the flows are never free of loss
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
      if (!(await pulse.until(() => steadyFor(traffic) >= countAfter, startLimitMs))) throw neverSteady();
      const paths = await pathsOf(lab, traffic);
      if (
        traffic.directions.every(({ name, expectedTunnels }) => areUsed(expectedTunnels, paths.get(name)))
      ) {
        return { traffic, paths };
      }
    } catch (error) {
      await traffic[Symbol.asyncDispose]();
      throw error;
    }
    await traffic[Symbol.asyncDispose]();
  }
  throw new SwitchoverError(
    'nothing-measured',
    `${counted(settings.flows, 'flow')} did not spread over all tunnels that they may take in ${portAttempts} attempts with new ports. Use more --flows.`,
  );
}

const neverSteady = () =>
  new SwitchoverError(
    'nothing-measured',
    `The flows were never free of loss for a second within ${startLimitMs / 1000} s. The machine may be too busy; fewer --flows or a lower --rate may help.`,
  );

async function pathsOf(lab: Lab, { directions }: Traffic): Promise<Paths> {
  return new Map(
    await Promise.all(
      directions.map(
        async (direction) => [direction.name, pathOfFlow(await countTunnels(lab, direction))] as const,
      ),
    ),
  );
}

function areUsed(tunnels: readonly string[], paths: ReadonlyMap<number, string> | undefined): boolean {
  const used = new Set([...(paths?.values() ?? [])].flatMap(tunnelsOf));
  return tunnels.every((tunnel) => used.has(tunnel));
}
