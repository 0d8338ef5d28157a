import type { AzureLab } from '../../azure-view/azure-lab.ts';
import { connectionObject } from '../../azure-view/connection-object.ts';
import { gatewayNamed } from '../../azure-view/gateways.ts';
import type { RecordedEvent } from '../../azure-view/logs/recorded-event.ts';
import { metricNames, metricsOf } from '../../azure-view/metrics/metrics.ts';
import { metricsResult, peerResult, routesResult } from '../../azure-view/output/layouts.ts';
import { printed } from '../../azure-view/output/printed.ts';
import { bgpPeerStatus } from '../../azure-view/peer-status.ts';
import { advertisedRoutes, learnedRoutes } from '../../azure-view/routes.ts';
import { instancesOf, sessionsAt } from '../../topology/find.ts';

/** What Azure shows of a lab, as the page asks for it. */
export const azureViews = [
  'connections',
  'bgp-peers',
  'learned-routes',
  'advertised-routes',
  'metrics',
] as const;
export type AzureView = (typeof azureViews)[number];

/** A lab with what its instances have logged, and for each BGP peer of a gateway what is advertised to it. */
export interface SeenLab {
  readonly lab: AzureLab;
  readonly events: readonly RecordedEvent[];
  /** By the address of the peer. */
  readonly advertised: ReadonlyMap<string, AzureLab>;
}

/** What `switchover az` prints for all gateways or connections of a lab, each with its command above it. */
export function azureText({ lab, events, advertised }: SeenLab, view: AzureView): string {
  const gateways = lab.definition.virtualNetworkGateways.map(({ name }) => name);
  switch (view) {
    case 'connections':
      return texts(
        lab.definition.connections.map((connection) => ({
          command: `vpn-connection show --name ${connection.name}`,
          text: printed({ value: connectionObject(lab, connection) }, 'json'),
        })),
      );
    case 'bgp-peers':
      return texts(
        gateways.map((name) => ({
          command: `vnet-gateway list-bgp-peer-status --name ${name} --output table`,
          text: printed(peerResult(bgpPeerStatus(lab, gatewayNamed(lab, name))), 'table'),
        })),
      );
    case 'learned-routes':
      return texts(
        gateways.map((name) => ({
          command: `vnet-gateway list-learned-routes --name ${name} --output table`,
          text: printed(routesResult(learnedRoutes(lab, gatewayNamed(lab, name))), 'table'),
        })),
      );
    case 'advertised-routes':
      return texts(
        gateways.flatMap((name) =>
          peersOf(lab, name).flatMap((peer) => {
            const seen = advertised.get(peer);
            if (!seen) return [];
            const command = `vnet-gateway list-advertised-routes --name ${name} --peer ${peer} --output table`;
            const routes = advertisedRoutes(seen, gatewayNamed(seen, name), peer);
            return [{ command, text: printed(routesResult(routes), 'table') }];
          }),
        ),
      );
    case 'metrics':
      return texts(
        gateways.flatMap((name) =>
          metricNames.map((metric) => ({
            command: `metrics list --metrics ${metric} --name ${name} --output table`,
            text: printed(metricsResult(metricsOf(lab, name, metric, events)), 'table'),
          })),
        ),
      );
  }
}

/** Addresses of the BGP peers of a gateway at the other ends of its tunnels. */
export const peersOf = ({ topology }: Pick<AzureLab, 'topology'>, gateway: string): string[] => [
  ...new Set(
    instancesOf(topology)
      .filter((node) => node.gateway === gateway)
      .flatMap(({ name }) => sessionsAt(topology, name))
      .flatMap(({ kind, remote }) => (kind === 'tunnel' ? [remote.address] : [])),
  ),
];

const texts = (parts: readonly { readonly command: string; readonly text: string }[]): string =>
  parts.map(({ command, text }) => `$ switchover az ${group(command)}${command}\n${text}`).join('\n');

const group = (command: string): string => (command.startsWith('metrics') ? 'monitor ' : 'network ');
