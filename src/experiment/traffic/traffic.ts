import type { Lab } from '../../lab/lab.ts';
import { pairName } from '../../observations/observations.ts';
import type { ReceivedPacket, SentRecords } from '../../observations/probe-records.ts';
import type { DirectionLabels, DirectionName } from '../../topology/direction.ts';
import { expectedTunnels } from '../../topology/expected-tunnels.ts';
import type { ReachEnd } from '../../topology/reach/reach-end.ts';
import { directionLabels, type TrafficEnds, trafficPairs } from '../../topology/traffic-ends.ts';
import { FlowWatch } from '../probes/flow-watch.ts';
import { type Probe, type ProbeProgress, probePort, startProbe } from '../probes/probe.ts';
import type { FlowPath } from './coverage.ts';
import { liveAddress } from './live-address.ts';

/** The flows of a traffic. */
export interface FlowSource {
  /** Packets a second of each flow. */
  readonly rate: number;
  /** The source port of each flow of a direction; as many for both of a pair. */
  readonly portsOf: (direction: DirectionKey) => readonly number[];
  /** `false`: packets are only counted, for as long as the traffic runs. It can be disposed of, but not stopped. */
  readonly records?: boolean;
}

/** A direction of a pair, as a key of maps. */
export type DirectionKey = `${string} ${DirectionName}`;

export const directionKey = (pair: string, name: DirectionName): DirectionKey => `${pair} ${name}`;

/** Steady flows in both directions of all pairs until they are stopped. Disposal stops them too, and drops their records. */
export interface Traffic extends AsyncDisposable {
  readonly directions: readonly TrafficDirection[];
  /** Stops all probes and fetches their records. */
  stop(): Promise<StoppedTraffic>;
}

export interface TrafficListener {
  /** A probe has reported on the flows of this direction, which it receives. */
  readonly onProgress: (direction: DirectionKey, progress: ProbeProgress) => void;
  /** A probe ended without being told to. */
  readonly onFailure: (error: Error) => void;
}

export interface TrafficDirection extends FlowPath, DirectionLabels {
  readonly key: DirectionKey;
  /** `vm1--host1`, and its place among the pairs. */
  readonly pair: string;
  readonly pairIndex: number;
  readonly name: DirectionName;
  readonly receiver: string;
  readonly expectedTunnels: readonly string[];
  /** What arrives at the receiver. */
  readonly watch: FlowWatch;
}

export interface StoppedTraffic {
  readonly records: ReadonlyMap<DirectionKey, DirectionRecords>;
  /** The probes' own files, by the folder in which {@link recordsFolder} puts them. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Buffer>>;
}

export interface DirectionRecords {
  readonly sent: SentRecords;
  readonly received: readonly ReceivedPacket[];
}

/** Where the records of a host are saved: it has those of each pair, if there are several. */
export const recordsFolder = (pairs: number, pair: string, host: string): string =>
  pairs > 1 ? `${pair}.${host}` : host;

/** Starts the flows of both directions of every pair. */
export async function startTraffic(
  lab: Lab,
  source: FlowSource,
  listener: TrafficListener,
): Promise<Traffic> {
  const ends = trafficPairs(lab.topology);
  const pairs: PairTraffic[] = [];
  const abandon = async () => {
    await Promise.allSettled(pairs.flatMap(({ probes }) => probes.map((probe) => probe.abandon())));
  };
  try {
    for (const [index, pair] of ends.entries())
      pairs.push(await startPair(lab, pair, index, source, listener));
  } catch (error) {
    await abandon();
    throw error;
  }
  return {
    directions: pairs.flatMap(({ directions }) => directions),
    [Symbol.asyncDispose]: abandon,
    async stop() {
      const stopped = await Promise.all(
        pairs.map(async ({ directions: [outward, back], probes: [nearProbe, farProbe] }) => {
          const [near, far] = await Promise.all([nearProbe.stop(), farProbe.stop()]);
          const folderOf = (host: string) => recordsFolder(pairs.length, outward.pair, host);
          return {
            records: [
              [outward.key, { sent: near, received: far.received }],
              [back.key, { sent: far, received: near.received }],
            ] as const,
            files: [
              [folderOf(outward.sender), near.files],
              [folderOf(back.sender), far.files],
            ] as const,
          };
        }),
      );
      return {
        records: new Map(stopped.flatMap(({ records }) => records)),
        files: new Map(stopped.flatMap(({ files }) => files)),
      };
    },
  };
}

interface PairTraffic {
  readonly directions: readonly [TrafficDirection, TrafficDirection];
  readonly probes: readonly [Probe, Probe];
}

async function startPair(
  lab: Lab,
  ends: TrafficEnds,
  pairIndex: number,
  { rate, portsOf, records = true }: FlowSource,
  { onProgress, onFailure }: TrafficListener,
): Promise<PairTraffic> {
  const { topology, blueprint } = lab;
  const { near, far } = ends;
  const labels = directionLabels(blueprint.definition, ends);
  const pair = pairName(near.name, far.name);
  const [nearAddress, farAddress] = await Promise.all([liveAddress(lab, near), liveAddress(lab, far)]);
  const direction = (name: DirectionName, from: ReachEnd, to: ReachEnd): TrafficDirection => {
    const key = directionKey(pair, name);
    const sourcePorts = portsOf(key);
    return {
      key,
      pair,
      pairIndex,
      name,
      ...labels[name],
      sender: from.name,
      senderNetwork: from.network,
      receiver: to.name,
      senderAddress: from === near ? nearAddress : farAddress,
      receiverAddress: to === near ? nearAddress : farAddress,
      expectedTunnels: expectedTunnels(topology, from, to).flat(),
      sourcePorts,
      watch: new FlowWatch(sourcePorts.length),
    };
  };
  const outward = direction('outward', near, far);
  const back = direction('return', far, near);

  const start = (own: TrafficDirection, opposite: TrafficDirection): Promise<Probe> =>
    startProbe(
      lab.node(own.sender).container,
      {
        rate,
        records,
        sourcePorts: own.sourcePorts,
        peerAddress: own.receiverAddress,
        port: probePort + 2 * pairIndex,
      },
      {
        onProgress: (progress) => {
          // The probe of a sender reports on the packets that it receives: those of the other direction.
          opposite.watch.update(progress);
          onProgress(opposite.key, progress);
        },
        onFailure,
      },
    );
  const nearProbe = await start(outward, back);
  const farProbe = await start(back, outward).catch(async (error: unknown) => {
    await nearProbe.abandon();
    throw error;
  });
  return { directions: [outward, back], probes: [nearProbe, farProbe] };
}

/** Nanoseconds for which every flow in both directions has arrived without a new loss. */
export const steadyFor = ({ directions }: Traffic): number =>
  Math.min(...directions.map(({ watch }) => watch.steadyFor));
