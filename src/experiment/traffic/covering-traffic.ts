import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Lab } from '../../lab/lab.ts';
import { mostFlows } from '../probes/probe.ts';
import type { Pulse } from '../pulse.ts';
import { choosePorts, unusedTunnels } from './choose-ports.ts';
import { countedSince, countTunnels, pathOfFlow } from './coverage.ts';
import type { SourcePorts } from './source-ports.ts';
import { type DirectionKey, type FlowSource, startTraffic, steadyFor, type Traffic } from './traffic.ts';

export interface CoveringSettings {
  /** Flows in each direction. */
  readonly flows: number;
  /** Packets a second of each flow. */
  readonly rate: number;
  readonly ports: SourcePorts;
}

/** Traffic that uses the tunnels that routing offers, with the path of each flow by its source port. */
export interface CoveringTraffic {
  readonly traffic: Traffic;
  readonly paths: Paths;
}

export type Paths = ReadonlyMap<DirectionKey, ReadonlyMap<number, string>>;

/**
 * How often as many ports as possible are tried until each tunnel was seen in the path of one. A hundred tunnels take
 * some 520 ports on average (the sum of 100/j for j from 1 to 100), and 1.5 times as many are nearly always enough.
 */
const mostSearches = 6;
/** Packets a second of each flow of a search: all flows together are no load, and each is counted within a second. */
const searchRate = 10;
/** Nanoseconds without a loss after which the flows of an attempt are counted. */
const countAfter = 1e9;
/** Milliseconds within which the flows must become steady. A machine that can carry them takes less than 2 s. */
const startLimitMs = 30_000;

/**
 * Starts flows with random ports. If they leave a tunnel out that a direction may use, many ports are tried, and the flows
 * start again with those whose paths use every tunnel. A tunnel may stay unused all the same, for instance if there are
 * fewer flows than tunnels: the result says so.
 *
 * @param onAttempt called before each start of flows, from 1
 * @throws SwitchoverError (nothing-measured) when the flows are never free of loss
 */
export async function startCoveringTraffic(
  lab: Lab,
  { flows, rate, ports }: CoveringSettings,
  pulse: Pulse,
  onAttempt: (attempt: number) => void,
): Promise<CoveringTraffic> {
  let attempts = 0;
  const attempt = (source: FlowSource, options: StartOptions = {}) => {
    attempts += 1;
    onAttempt(attempts);
    return startCounted(lab, source, pulse, options);
  };
  const first = await attempt({ rate, portsOf: () => ports.take(flows) });
  const { directions } = first.traffic;
  const isIncomplete = (paths: Paths) =>
    directions.some(
      ({ key, expectedTunnels }) => unusedTunnels(expectedTunnels, pathsIn(paths, key)).length > 0,
    );
  if (!isIncomplete(first.paths)) return first;
  await first.traffic[Symbol.asyncDispose]();

  let known = first.paths;
  for (let search = 0; search < mostSearches && isIncomplete(known); search++) {
    const { traffic, paths } = await attempt({ rate: searchRate, portsOf: () => ports.take(mostFlows) });
    await traffic[Symbol.asyncDispose]();
    known = new Map(
      directions.map(({ key }) => [key, new Map([...pathsIn(known, key), ...pathsIn(paths, key)])]),
    );
  }
  const chosen = { rate, portsOf: (key: DirectionKey) => choosePorts(pathsIn(known, key), flows) };
  return attempt(chosen, { portsAreCounted: true });
}

const pathsIn = (paths: Paths, key: DirectionKey): ReadonlyMap<number, string> => paths.get(key) ?? new Map();

interface StartOptions {
  /** Earlier flows had these ports: what was counted of them is no packet of the new ones. */
  readonly portsAreCounted?: boolean;
}

/** Starts flows, and counts them when they are steady. */
async function startCounted(
  lab: Lab,
  source: FlowSource,
  pulse: Pulse,
  { portsAreCounted = false }: StartOptions,
): Promise<CoveringTraffic> {
  const traffic = await startTraffic(lab, source, {
    onProgress: () => pulse.beat(),
    onFailure: (error) => pulse.fail(error),
  });
  try {
    const before = portsAreCounted ? await countTunnels(lab, traffic.directions) : [];
    if (!(await pulse.until(() => steadyFor(traffic) >= countAfter, startLimitMs))) throw neverSteady();
    const counts = await countTunnels(lab, traffic.directions);
    const paths = new Map(
      traffic.directions.map(({ key }, index) => [
        key,
        pathOfFlow(countedSince(before[index] ?? [], counts[index] ?? [])),
      ]),
    );
    return { traffic, paths };
  } catch (error) {
    await traffic[Symbol.asyncDispose]();
    throw error;
  }
}

const neverSteady = () =>
  new SwitchoverError(
    'nothing-measured',
    `The flows were never free of loss for a second within ${startLimitMs / 1000} s. The machine may be too busy; fewer --flows or a lower --rate may help.`,
  );
