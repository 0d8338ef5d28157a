import { randomInt } from 'node:crypto';
import type { Lab } from '../lab/lab.ts';
import { FlowWatch } from '../probe/flow-watch.ts';
import { type Probe, probePort, startProbe } from '../probe/probe.ts';
import type { ProbeRecords } from '../probe/records.ts';
import { devicesOf, hostsOf, instancesOf } from '../topology/find.ts';
import type { HostNode, Topology } from '../topology/topology.ts';
import type { FlowPath } from './coverage.ts';
import type { DirectionName, DirectionObservations } from './observations.ts';

export interface TrafficSettings {
  /** Flows in each direction. */
  readonly flows: number;
  /** Packets a second of each flow. */
  readonly rate: number;
}

/** Steady flows in both directions at once, until they are stopped; also when nobody asks for their records. */
export interface Traffic extends AsyncDisposable {
  readonly directions: readonly TrafficDirection[];
  /** Stops both probes and fetches their records. */
  stop(): Promise<StoppedTraffic>;
}

export interface TrafficListener {
  /** A probe has told of its flows. */
  readonly onProgress: () => void;
  /** A probe is gone that nobody had told to stop. */
  readonly onFailure: (error: Error) => void;
}

export interface TrafficDirection extends FlowPath {
  readonly name: DirectionName;
  readonly sender: string;
  readonly receiver: string;
  /** Source port of flow 0. */
  readonly sourcePort: number;
  /** What arrives at the receiver. */
  readonly watch: FlowWatch;
}

export interface StoppedTraffic {
  readonly records: Readonly<
    Record<DirectionName, { readonly sent: ProbeRecords; readonly received: ProbeRecords }>
  >;
  /** The probes' own files, by the name of their host. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Buffer>>;
}

/** Starts the flows with fresh random ports, so that every trial spreads them anew. */
export async function startTraffic(
  lab: Lab,
  settings: TrafficSettings,
  { onProgress, onFailure }: TrafficListener,
): Promise<Traffic> {
  const { azure, site } = trafficEnds(lab.topology);
  const direction = (
    name: DirectionName,
    from: HostNode,
    to: HostNode,
    entrances: readonly { readonly name: string }[],
  ): TrafficDirection => ({
    name,
    sender: from.name,
    receiver: to.name,
    senderAddress: from.address,
    receiverAddress: to.address,
    entrances: entrances.map((node) => node.name),
    sourcePort: randomInt(20_000, 60_000),
    watch: new FlowWatch(settings.flows),
  });
  const outward = direction('azure-to-site', azure, site, instancesOf(lab.topology));
  const inward = direction('site-to-azure', site, azure, devicesOf(lab.topology));

  const start = (own: TrafficDirection, opposite: TrafficDirection): Promise<Probe> =>
    startProbe(
      lab.node(own.sender).container,
      { ...settings, sourcePort: own.sourcePort, peerAddress: own.receiverAddress },
      {
        onProgress: (progress) => {
          // The probe of a sender tells what arrives there, which is the other direction.
          opposite.watch.update(progress);
          onProgress();
        },
        onFailure,
      },
    );
  const azureProbe = await start(outward, inward);
  const siteProbe = await start(inward, outward).catch(async (error: unknown) => {
    await azureProbe.abandon();
    throw error;
  });
  return {
    directions: [outward, inward],
    async [Symbol.asyncDispose]() {
      await Promise.allSettled([azureProbe.abandon(), siteProbe.abandon()]);
    },
    async stop() {
      const [fromAzure, fromSite] = await Promise.all([azureProbe.stop(), siteProbe.stop()]);
      return {
        records: {
          'azure-to-site': { sent: fromAzure, received: fromSite },
          'site-to-azure': { sent: fromSite, received: fromAzure },
        },
        files: new Map([
          [azure.name, fromAzure.files],
          [site.name, fromSite.files],
        ]),
      };
    },
  };
}

/** Nanoseconds for which every flow in both directions has arrived without a new loss. */
export const steadyFor = ({ directions }: Traffic): number =>
  Math.min(...directions.map(({ watch }) => watch.steadyFor));

/** Where traffic starts and ends: the first virtual machine and the first host of a site. */
export function trafficEnds(topology: Topology): { readonly azure: HostNode; readonly site: HostNode } {
  const hosts = hostsOf(topology);
  const azure = hosts.find(({ side }) => side === 'azure');
  const site = hosts.find(({ side }) => side === 'site');
  if (!azure || !site) throw new Error(`${topology.lab} has no two hosts between which traffic could run.`);
  return { azure, site };
}

/**
 * Joins what one probe sent and the other received to one direction's observations.
 *
 * @param epoch nanoseconds of CLOCK_MONOTONIC from which all stamps count
 */
export function observeDirection(
  { name, sender, receiver }: Pick<TrafficDirection, 'name' | 'sender' | 'receiver'>,
  { sent, received }: { readonly sent: ProbeRecords; readonly received: ProbeRecords },
  tunnelOfFlow: ReadonlyMap<number, string>,
  epoch: bigint,
): DirectionObservations {
  const { flows: count, sourcePort, rate } = sent;
  const stamps = Array.from({ length: count }, (_, flow) => {
    const length = Math.max(0, Math.ceil((sent.sent.length - flow) / count));
    return {
      sent: Float64Array.from({ length }, (_, sequence) =>
        Number((sent.sent[sequence * count + flow] ?? epoch) - epoch),
      ),
      received: new Float64Array(length).fill(Number.NaN),
      duplicates: 0,
    };
  });
  for (const { flow, sequence, receivedAt } of received.received) {
    const own = stamps[flow];
    if (!own || sequence >= own.received.length) continue;
    if (Number.isNaN(own.received[sequence])) own.received[sequence] = Number(receivedAt - epoch);
    else own.duplicates++;
  }
  return {
    name,
    sender,
    receiver,
    ratePerFlow: rate,
    flows: stamps.map((own, index) => {
      const tunnelBefore = tunnelOfFlow.get(sourcePort + index);
      return {
        index,
        sourcePort: sourcePort + index,
        destinationPort: probePort,
        ...(tunnelBefore !== undefined && { tunnelBefore }),
        ...own,
      };
    }),
  };
}
