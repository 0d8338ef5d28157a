import type { AnalysisContext, RecoveryPoint } from '../../src/analysis/recovery/recovery-map.ts';
import { azureOrigins, fastOrigins } from '../../src/definition/origin.ts';
import type { DirectionObservations, FlowObservations } from '../../src/observations/direction.ts';
import type { NodeEvent } from '../../src/observations/events/node-event.ts';
import type { Observations } from '../../src/observations/observations.ts';
import type { DirectionName } from '../../src/topology/direction.ts';

/** Milliseconds to nanoseconds. */
export const ms = (value: number): number => value * 1e6;

/** Traffic that is dropped or held back in one direction; the moments are exact, in ns, by send stamp. */
export interface Disturbance {
  readonly direction: DirectionName;
  /** Absent: every path. */
  readonly path?: string;
  /** Absent: every flow of the path. */
  readonly flows?: readonly number[];
  readonly from: number;
  readonly to: number;
  /** Absent: dropped. Otherwise delivered, so many ns later. */
  readonly heldFor?: number;
}

export interface Scenario {
  readonly flows: number;
  readonly rate: number;
  readonly paths: readonly string[];
  readonly durationMs: number;
  readonly t0Ms: number;
  readonly disturbances: readonly Disturbance[];
  readonly events: readonly NodeEvent[];
  /**
   * Hosts do not run in these (ns). They catch up with sending at once afterwards; of what arrived meanwhile, their kernel
   * has kept 50 ms, and the rest is lost.
   */
  readonly stalls: readonly {
    /** Absent: both, and nothing is lost because nothing is sent. */
    readonly host?: 'vm1' | 'host1';
    readonly from: number;
    readonly to: number;
  }[];
  /** How long the failed instance stays away. */
  readonly awaySeconds: number;
  /** Up to so many ns later than the schedule, at random. */
  readonly jitter: number;
  readonly seed: number;
}

export const tunnels = [
  'vnet1gw-0--device1',
  'vnet1gw-0--device2',
  'vnet1gw-1--device1',
  'vnet1gw-1--device2',
] as const;

const calm: Scenario = {
  flows: 16,
  rate: 100,
  paths: tunnels,
  durationMs: 20_000,
  t0Ms: 5000,
  disturbances: [],
  events: [],
  stalls: [],
  awaySeconds: 6,
  jitter: ms(1),
  seed: 1,
};

/** Observations of a crash of vnet1gw-0 in which exactly the given disturbances happened. */
export function observe(changes: Partial<Scenario>): Observations {
  const scenario = { ...calm, ...changes };
  const t0 = ms(scenario.t0Ms);
  return {
    fault: { name: 'instance-crash', target: 'vnet1gw-0' },
    t0: { lower: t0 - 50_000, upper: t0 + 50_000 },
    phaseMs: 90,
    events: [
      {
        fault: 'instance-crash',
        target: 'vnet1gw-0',
        appliedAt: { lower: t0 - 50_000, upper: t0 + 50_000 },
        deadNodes: ['vnet1gw-0'],
        away: [{ node: 'vnet1gw-0', seconds: scenario.awaySeconds }],
      },
    ],
    pairs: [
      {
        name: 'vm1--host1',
        near: 'vm1',
        far: 'host1',
        directions: [
          direction('outward', scenario, random(scenario.seed)),
          direction('return', scenario, random(scenario.seed + 1)),
        ],
      },
    ],
    redundancyRestored: t0 + ms(9000),
    nodeEvents: scenario.events,
    window: { from: 0, to: ms(scenario.durationMs) },
  };
}

function direction(name: DirectionName, scenario: Scenario, next: () => number): DirectionObservations {
  const disturbances = scenario.disturbances.filter((each) => each.direction === name);
  const [from, to] = name === 'outward' ? ['Azure', 'site'] : ['site', 'Azure'];
  return {
    name,
    from,
    to,
    sender: name === 'outward' ? 'vm1' : 'host1',
    receiver: name === 'outward' ? 'host1' : 'vm1',
    expectedTunnels: tunnels,
    ratePerFlow: scenario.rate,
    flows: Array.from({ length: scenario.flows }, (_, index) =>
      flow(index, name, scenario, disturbances, next),
    ),
  };
}

function flow(
  index: number,
  name: DirectionName,
  scenario: Scenario,
  disturbances: readonly Disturbance[],
  next: () => number,
): FlowObservations {
  const interval = 1e9 / scenario.rate;
  const phase = (index * interval) / scenario.flows;
  const tunnelBefore = scenario.paths[index % scenario.paths.length];
  const count = Math.floor((scenario.durationMs * scenario.rate) / 1000);
  const [sender, receiver] = name === 'outward' ? ['vm1', 'host1'] : ['host1', 'vm1'];
  const stallsOf = (host: string) => scenario.stalls.filter((stall) => (stall.host ?? host) === host);
  const [sending, receiving] = [stallsOf(sender), stallsOf(receiver)];
  const sent = new Float64Array(count);
  const received = new Float64Array(count);
  const own = disturbances.filter(
    ({ path, flows }) =>
      (path === undefined || path === tunnelBefore) && (flows === undefined || flows.includes(index)),
  );
  for (let packet = 0; packet < count; packet += 1) {
    const due = Math.round(phase + packet * interval + next() * scenario.jitter);
    const at = sending.find(({ from, to }) => due >= from && due < to)?.to ?? due;
    const hit = own.find(({ from, to }) => at >= from && at < to);
    const delay = 200_000 + Math.round(next() * 100_000);
    sent[packet] = at;
    const arrival =
      hit === undefined ? at + delay : hit.heldFor === undefined ? Number.NaN : at + delay + hit.heldFor;
    const missed = receiving.find(({ from, to }) => arrival >= from && arrival < to);
    received[packet] =
      missed === undefined ? arrival : arrival < missed.from + ms(50) ? missed.to : Number.NaN;
  }
  return {
    index,
    sourcePort: 40_000 + index,
    destinationPort: 50_000,
    ...(tunnelBefore !== undefined && { tunnelBefore }),
    sent,
    received,
  };
}

/** mulberry32: the same numbers for the same seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Timers = AnalysisContext['timers'];

/** The tests' own timers, so that tuning a profile does not change what analysis is tested with. */
export const shortTimers: Timers = {
  bgp: { keepaliveSeconds: 3, holdSeconds: 9, connectRetrySeconds: 1 },
  dpd: { delaySeconds: 1, retransmitSeconds: 0.5, retransmitTries: 3 },
  healthProbe: { intervalMs: 300, threshold: 3 },
  siteBfd: { intervalMs: 300, threshold: 3 },
  takeover: { advertisementSeconds: 1, priority: 128 },
  azureBgpFollowsTunnel: true,
  origins: fastOrigins,
};

/** Documented by Azure where it documents them. */
export const longTimers: Timers = {
  bgp: { keepaliveSeconds: 60, holdSeconds: 180, connectRetrySeconds: 10 },
  dpd: { delaySeconds: 20, retransmitSeconds: 5, retransmitTries: 4 },
  healthProbe: { intervalMs: 5000, threshold: 2 },
  siteBfd: { intervalMs: 300, threshold: 3 },
  takeover: { advertisementSeconds: 20, priority: 128 },
  azureBgpFollowsTunnel: true,
  origins: azureOrigins,
};

/** What a crash of vnet1gw-0 means in the dual-redundancy lab. */
export const contextWith = (timers: Timers): AnalysisContext => ({
  timers,
  azureNodes: ['vnet1gw-0', 'vnet1gw-1', 'testvnet1'],
  clients: [],
  events: [{ silent: true, recovery: recoveryWith(timers), needsRepair: false, stranded: [] }],
});

const recoveryWith = ({ dpd, bgp }: Timers): RecoveryPoint[] => [
  {
    pair: 'vm1--host1',
    direction: 'outward',
    tunnels: [tunnels[0], tunnels[1]],
    node: 'testvnet1',
    watches: {
      tunnels: [],
      bgpNeighbors: ['10.12.255.4'],
      bfdNeighbors: ['10.12.255.4'],
      interfaces: [],
    },
    healthProbe: true,
    bgp,
    prefixes: ['10.51.0.0/16', '10.52.0.0/16'],
    failedNextHops: { gateways: ['10.12.255.4'], interfaces: [] },
  },
  ...(['device1', 'device2'] as const).map((device) => ({
    pair: 'vm1--host1',
    direction: 'return' as const,
    tunnels: [`vnet1gw-0--${device}`],
    node: device,
    watches: {
      tunnels: [`vnet1gw-0--${device}`],
      bgpNeighbors: ['10.12.255.4'],
      bfdNeighbors: [],
      interfaces: [],
    },
    healthProbe: false,
    opener: 'vnet1gw-0',
    dpd,
    bgp,
    prefixes: ['10.11.0.0/16'],
    failedNextHops: { gateways: [], interfaces: ['tun0'] },
  })),
];

export const context: AnalysisContext = contextWith(shortTimers);

/** A line that charon of a node logged, at a moment in ns. */
export const charonSaid = (node: string, time: number, text: string): NodeEvent => ({
  node,
  time,
  kind: 'log',
  program: 'charon',
  text,
});

export const gaveUp = '16[IKE] giving up after 3 retransmits';

/** The crash as the fast profile lets it happen: 300 ms health probe, both devices by DPD at their own moments. */
export function crash(): Partial<Scenario> {
  const t0 = ms(5000);
  return {
    disturbances: [
      { direction: 'outward', path: tunnels[0], from: t0, to: t0 + ms(851) },
      { direction: 'outward', path: tunnels[1], from: t0, to: t0 + ms(851) },
      { direction: 'return', path: tunnels[0], from: t0, to: t0 + ms(2571) },
      { direction: 'return', path: tunnels[1], from: t0, to: t0 + ms(2871) },
    ],
    events: [
      { node: 'testvnet1', time: t0 + ms(780), kind: 'bfd', neighbor: '10.12.255.4', up: false },
      {
        node: 'testvnet1',
        time: t0 + ms(780.4),
        kind: 'bgp',
        neighbor: '10.12.255.4',
        up: false,
        reason: 'BFD down',
      },
      ...['10.51.0.0/16', '10.52.0.0/16'].map((prefix) => ({
        node: 'testvnet1',
        time: t0 + ms(851),
        kind: 'route' as const,
        prefix,
        nextHops: [{ gateway: '10.12.255.5', interface: 'gw' }],
      })),
      { node: 'vnet1gw-1', time: t0 + ms(700), kind: 'bgp', neighbor: '10.12.255.4', up: false },
      charonSaid('device1', t0 + ms(2499), gaveUp),
      { node: 'device1', time: t0 + ms(2500), kind: 'ike', tunnel: tunnels[0], up: false },
      {
        node: 'device1',
        time: t0 + ms(2571),
        kind: 'route',
        prefix: '10.11.0.0/16',
        nextHops: [{ interface: 'tun1' }],
      },
      charonSaid('device2', t0 + ms(2799), gaveUp),
      { node: 'device2', time: t0 + ms(2800), kind: 'ike', tunnel: tunnels[1], up: false },
      {
        node: 'device2',
        time: t0 + ms(2871),
        kind: 'route',
        prefix: '10.11.0.0/16',
        nextHops: [{ interface: 'tun1' }],
      },
      { node: 'device2', time: t0 + ms(2950), kind: 'bgp', neighbor: '10.12.255.4', up: false },
      { node: 'vnet1gw-0', time: t0 + ms(6380), kind: 'ready' },
    ],
  };
}
