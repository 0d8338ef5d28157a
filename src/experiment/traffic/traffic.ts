import type { Lab } from '../../lab/lab.ts';
import type { ReceivedPacket, SentRecords } from '../../observations/probe-records.ts';
import type { DirectionLabels, DirectionName } from '../../topology/direction.ts';
import { expectedTunnels } from '../../topology/expected-tunnels.ts';
import type { HostNode } from '../../topology/topology.ts';
import { directionLabels, trafficEnds } from '../../topology/traffic-ends.ts';
import { FlowWatch } from '../probes/flow-watch.ts';
import { type Probe, startProbe } from '../probes/probe.ts';
import type { FlowPath } from './coverage.ts';

/** The flows of a traffic. */
export interface FlowSource {
  /** Packets a second of each flow. */
  readonly rate: number;
  /** The source port of each flow of a direction; as many for both of them. */
  readonly portsOf: (direction: DirectionName) => readonly number[];
}

/** Steady flows in both directions until they are stopped. Disposal stops them too, and drops their records. */
export interface Traffic extends AsyncDisposable {
  readonly directions: readonly TrafficDirection[];
  /** Stops both probes and fetches their records. */
  stop(): Promise<StoppedTraffic>;
}

export interface TrafficListener {
  /** A probe has reported on its flows. */
  readonly onProgress: () => void;
  /** A probe ended without being told to. */
  readonly onFailure: (error: Error) => void;
}

export interface TrafficDirection extends FlowPath, DirectionLabels {
  readonly name: DirectionName;
  readonly receiver: string;
  readonly expectedTunnels: readonly string[];
  /** What arrives at the receiver. */
  readonly watch: FlowWatch;
}

export interface StoppedTraffic {
  readonly records: Readonly<
    Record<DirectionName, { readonly sent: SentRecords; readonly received: readonly ReceivedPacket[] }>
  >;
  /** The probes' own files, by the name of their host. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Buffer>>;
}

/** Starts the flows of both directions. */
export async function startTraffic(
  lab: Lab,
  { rate, portsOf }: FlowSource,
  { onProgress, onFailure }: TrafficListener,
): Promise<Traffic> {
  const { topology, blueprint } = lab;
  const ends = trafficEnds(topology);
  const labels = directionLabels(blueprint.definition, ends);
  const direction = (name: DirectionName, from: HostNode, to: HostNode): TrafficDirection => {
    const sourcePorts = portsOf(name);
    return {
      name,
      ...labels[name],
      sender: from.name,
      receiver: to.name,
      senderAddress: from.address,
      receiverAddress: to.address,
      expectedTunnels: expectedTunnels(topology, from, to).flat(),
      sourcePorts,
      watch: new FlowWatch(sourcePorts.length),
    };
  };
  const outward = direction('outward', ends.near, ends.far);
  const back = direction('return', ends.far, ends.near);

  const start = (own: TrafficDirection, opposite: TrafficDirection): Promise<Probe> =>
    startProbe(
      lab.node(own.sender).container,
      { rate, sourcePorts: own.sourcePorts, peerAddress: own.receiverAddress },
      {
        onProgress: (progress) => {
          // The probe of a sender reports on the packets that it receives: those of the other direction.
          opposite.watch.update(progress);
          onProgress();
        },
        onFailure,
      },
    );
  const nearProbe = await start(outward, back);
  const farProbe = await start(back, outward).catch(async (error: unknown) => {
    await nearProbe.abandon();
    throw error;
  });
  return {
    directions: [outward, back],
    async [Symbol.asyncDispose]() {
      await Promise.allSettled([nearProbe.abandon(), farProbe.abandon()]);
    },
    async stop() {
      const [near, far] = await Promise.all([nearProbe.stop(), farProbe.stop()]);
      return {
        records: {
          outward: { sent: near, received: far.received },
          return: { sent: far, received: near.received },
        },
        files: new Map([
          [ends.near.name, near.files],
          [ends.far.name, far.files],
        ]),
      };
    },
  };
}

/** Nanoseconds for which every flow in both directions has arrived without a new loss. */
export const steadyFor = ({ directions }: Traffic): number =>
  Math.min(...directions.map(({ watch }) => watch.steadyFor));
