import type { Definition } from '../../definition/definition.ts';
import { instancesOf, sessionsAt, tunnelsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { InstanceNode } from '../../topology/topology-node.ts';
import type { AzureObject } from '../azure-value.ts';
import type { RecordedEvent } from '../logs/recorded-event.ts';
import { location, resourceId } from '../resources.ts';
import { atTheEnd, type Minute, minutesOf, packetsIn } from './minutes.ts';

export const metricNames = ['TunnelIngressPackets', 'TunnelEgressPackets', 'BgpPeerStatus'] as const;
export type MetricName = (typeof metricNames)[number];

const shown: Readonly<Record<MetricName, string>> = {
  TunnelIngressPackets: 'Tunnel Ingress Packets',
  TunnelEgressPackets: 'Tunnel Egress Packets',
  BgpPeerStatus: 'BGP Peer Status',
};

/**
 * Metrics of a gateway as Azure Monitor would have them: a value a minute, which is what its VPN gateways give at the
 * finest, so that an outage of seconds is a small dip of a sum, or nothing. Packets are summed over the minute; the
 * status of a BGP peer is that at the end of the minute (1 is connected), and is the same for an outage between two
 * looks. Which moment Azure looks at is not documented.
 */
export function metricsOf(
  { definition, topology }: { readonly definition: Definition; readonly topology: Topology },
  gateway: string,
  metric: MetricName,
  events: readonly RecordedEvent[],
): AzureObject {
  const instances = instancesOf(topology).filter((node) => node.gateway === gateway);
  const minutes = minutesOf(events);
  const series = instances.flatMap((node) =>
    metric === 'BgpPeerStatus'
      ? peerSeries(topology, node, minutes)
      : packetSeries(topology, node, minutes, metric === 'TunnelIngressPackets' ? 'in' : 'out'),
  );
  const id = resourceId(definition.name, `virtualNetworkGateways/${gateway}`);
  const [first, last] = [minutes[0], minutes.at(-1)];
  return {
    cost: 0,
    interval: 'PT1M',
    namespace: 'Microsoft.Network/virtualNetworkGateways',
    resourceregion: location,
    timespan: first && last ? `${iso(first.from)}/${iso(last.from + 60_000)}` : '',
    value: [
      {
        id: `${id}/providers/Microsoft.Insights/metrics/${metric}`,
        name: { value: metric, localizedValue: shown[metric] },
        resourceGroup: definition.name,
        timeseries: series,
        type: 'Microsoft.Insights/metrics',
        unit: 'Count',
      },
    ],
  };
}

function packetSeries(
  topology: Topology,
  node: InstanceNode,
  minutes: readonly Minute[],
  way: 'in' | 'out',
): AzureObject[] {
  return tunnelsAt(topology, node.name).map(({ tunnel, remote, interface: port }) => ({
    data: minutes.map((minute, index) => ({
      timeStamp: iso(minute.from),
      total: packetsIn(minutes.slice(0, index + 1), node.name, port, way),
    })),
    metadatavalues: [
      dimension('connectionname', tunnel.connections[0] ?? ''),
      dimension('remoteip', remote.publicAddress),
      dimension('instance', workerName(node)),
    ],
  }));
}

function peerSeries(topology: Topology, node: InstanceNode, minutes: readonly Minute[]): AzureObject[] {
  return sessionsAt(topology, node.name)
    .filter(({ kind }) => kind === 'tunnel')
    .map(({ remote }) => ({
      data: minutes.map((minute, index) => ({
        timeStamp: iso(minute.from),
        average: atTheEnd(minutes.slice(0, index + 1), node.name, remote.address) ? 1 : 0,
      })),
      metadatavalues: [dimension('bgppeeraddress', remote.address), dimension('instance', workerName(node))],
    }));
}

const workerName = ({ index }: InstanceNode): string => `GatewayTenantWorker_IN_${index}`;
const dimension = (name: string, value: string): AzureObject => ({
  name: { value: name, localizedValue: name },
  value,
});
const iso = (utcMs: number): string => new Date(utcMs).toISOString().replace('.000Z', 'Z');
