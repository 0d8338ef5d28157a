import type { AnyFault, FaultRequest } from '../faults/kit/fault.ts';
import type { Lab } from '../lab/lab.ts';
import type { DirectionObservations, ObservedDirection } from '../observations/direction.ts';
import type { LargePackets } from '../observations/large-packets.ts';
import { directionsOf, type Observations, type PairObservations } from '../observations/observations.ts';
import { observeDirection } from '../observations/observe-direction.ts';
import type { ProcessorObservation } from '../observations/processor.ts';
import { appliedFault, inOrder, parametersIn } from './applied-fault.ts';
import { steadyBeforeSeconds } from './settle.ts';
import { stillMissing } from './still-missing.ts';
import { connectionEnds, siteOfDevice, type TcpWay, waysOf } from './traffic/connection-ways.ts';
import { type Connections, observedConnections } from './traffic/connections.ts';
import type { Paths } from './traffic/covering-traffic.ts';
import type { LargeTraffic } from './traffic/large-traffic.ts';
import type { DirectionKey, DirectionRecords, StoppedTraffic, Traffic } from './traffic/traffic.ts';
import { since, type TunnelTotals } from './traffic/tunnel-packets.ts';
import type { Watched } from './watch-recovery.ts';

/** What a trial leaves behind: its observations, and the probes' files as the probes wrote them. */
export interface Trial {
  readonly observations: Observations;
  /** Nanoseconds of CLOCK_MONOTONIC from which the observations count. */
  readonly epoch: bigint;
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Buffer>>;
}

/** What was learned while the traffic was still running. */
export interface Measured {
  readonly fault: AnyFault;
  readonly request: FaultRequest;
  readonly phaseMs: number;
  readonly paths: Paths;
  readonly watched: Watched;
  readonly counted: { readonly before: TunnelTotals; readonly total: TunnelTotals };
  /** Absent: not known. */
  readonly processor?: ProcessorObservation;
  /** The ways of TCP connections before T0, with those of earlier trials. Absent: not looked at. */
  readonly ways?: { readonly earlier: readonly TcpWay[]; readonly all: readonly TcpWay[] };
}

/** What runs in a trial. */
export interface Running {
  readonly traffic: Traffic;
  readonly connections: Connections;
  /** Undefined: the flows notice the fault. */
  readonly large: LargeTraffic | undefined;
}

/** Stops the flows and then the connections, and puts together everything that was observed. */
export async function collect(
  lab: Lab,
  { traffic, connections, large }: Running,
  measured: Measured,
): Promise<Trial> {
  const { records, files } = await traffic.stop();
  // The connections end after the flows: closing one side must not count as an event of the other side.
  const became = await connections.stop();
  const epoch = epochOf(records);
  const largeOnes = await large?.stop(epoch);
  const observed = ({ key, ...direction }: Traffic['directions'][number], records: DirectionRecords) =>
    observeDirection(
      {
        ...direction,
        tunnelPackets: packetsOf(key, measured.counted),
        ...connectionWays(lab, direction, measured.ways),
        ...observedConnections(became.get(key), epoch),
        ...largeOf(largeOnes?.get(key)),
      },
      records,
      measured.paths.get(key) ?? new Map(),
      epoch,
    );
  const pairs = new Map<string, DirectionObservations[]>();
  for (const direction of traffic.directions) {
    const own = records.get(direction.key);
    if (own) pairs.set(direction.pair, [...(pairs.get(direction.pair) ?? []), observed(direction, own)]);
  }
  const inPairs = [...pairs].map(([name, directions]): PairObservations => {
    const [{ sender: near = '', receiver: far = '' } = {}] = directions;
    return { name, near, far, directions };
  });
  const observations = observationsOf(lab, inPairs, measured, epoch);
  const epochUtcMs = await utcAt(lab, traffic, epoch);
  return {
    epoch,
    files,
    observations: { ...observations, ...(epochUtcMs !== undefined && { epochUtcMs }) },
  };
}

/** The time of day at the epoch, by two clocks that are read one after the other. Undefined: the host does not say. */
async function utcAt(
  lab: Lab,
  { directions: [direction] }: Traffic,
  epoch: bigint,
): Promise<number | undefined> {
  const host = lab.nodeOrNone(direction?.sender ?? '')?.container;
  // No trial is lost for the time of day.
  const answer = await host?.exec(['sh', '-c', 'switchover-stamp && date +%s%N']).catch(() => undefined);
  const [monotonic, realtime] = (answer?.stdout ?? '').trim().split('\n').map(Number);
  if (!monotonic || !realtime) return undefined;
  return Math.round((realtime - (monotonic - Number(epoch))) / 1e6);
}

const largeOf = (large: LargePackets | undefined): Pick<ObservedDirection, 'large'> =>
  large ? { large } : {};

function connectionWays(
  { topology }: Lab,
  direction: Parameters<typeof connectionEnds>[0],
  ways: Measured['ways'],
): Pick<ObservedDirection, 'connectionWays'> {
  if (!ways) return {};
  const { earlier, all } = ways;
  return {
    connectionWays: waysOf(connectionEnds(direction), all, { earlier, siteOf: siteOfDevice(topology) }),
  };
}

function observationsOf(
  lab: Lab,
  pairs: readonly PairObservations[],
  { fault, request, phaseMs, watched, processor }: Measured,
  epoch: bigint,
): Observations {
  const { course, restored, missing } = watched;
  const sinceEpoch = (time: number) => time - Number(epoch);
  const steadyNs = steadyBeforeSeconds * 1e9 + phaseMs * 1e6;
  const { appliedAt: t0 } = appliedFault(course.first, undefined, sinceEpoch);
  const lastSent = directionsOf({ pairs }).map(({ flows }) =>
    Math.max(...flows.map(({ sent }) => sent.at(-1) ?? 0)),
  );
  return {
    fault: { name: fault.name, target: request.target, ...parametersIn(request) },
    t0,
    phaseMs,
    events: inOrder(course.injected).map((one) => appliedFault(one, course.undoneAt(one), sinceEpoch)),
    ...(restored !== undefined && { redundancyRestored: sinceEpoch(restored) }),
    ...(restored === undefined &&
      missing.length > 0 && { stillMissing: stillMissing(lab.topology, missing) }),
    nodeEvents: lab.events.events.map((event) => ({ ...event, time: sinceEpoch(event.time) })),
    ...(processor && { processor }),
    window: { from: t0.lower - steadyNs, to: Math.min(...lastSent) },
    pairs,
  };
}

/** When the first of the probes began to send. */
function epochOf(records: StoppedTraffic['records']): bigint {
  const starts = [...records.values()].map(({ sent }) => sent.start);
  return starts.reduce((first, start) => (start < first ? start : first));
}

function packetsOf(key: DirectionKey, { before, total }: Measured['counted']) {
  const first = before.get(key) ?? [];
  return { before: first, after: since(first, total.get(key) ?? []) };
}
