import type { Definition } from '../../definition/definition.ts';
import { clientsOf, instancesOf, pointToSiteAt, sessionsAt, tunnelsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { InstanceNode } from '../../topology/topology-node.ts';
import type { AzureObject } from '../azure-value.ts';
import { resourceId } from '../resources.ts';
import { IkeConversations } from './ike-conversations.ts';
import type { RecordedEvent } from './recorded-event.ts';

export const logCategories = [
  'GatewayDiagnosticLog',
  'TunnelDiagnosticLog',
  'RouteDiagnosticLog',
  'IKEDiagnosticLog',
  'P2SDiagnosticLog',
] as const;
export type LogCategory = (typeof logCategories)[number];

interface Said {
  readonly Category: LogCategory;
  readonly OperationName?: string;
  readonly Message?: string;
  readonly remoteIP_s?: string;
  readonly status_s?: string;
}

/**
 * The rows of the table AzureDiagnostics that these events would have made, in the order of time: categories, operations
 * and columns as in *Troubleshoot Azure VPN Gateway using diagnostic logs*. Messages are in our words, except that IKE
 * messages have the frame that the documented query parses; those with clients, which name the user and the address that
 * it got, are rows of P2SDiagnosticLog. A row of TunnelDiagnosticLog has no reason, because Azure
 * does not document its words.
 */
export function diagnosticLogs(
  lab: { readonly definition: Definition; readonly topology: Topology },
  events: readonly RecordedEvent[],
): AzureObject[] {
  const views = new Map(
    instancesOf(lab.topology).map((node) => [node.name, new InstanceLog(lab.topology, node)]),
  );
  return [...events]
    .sort((a, b) => a.utcMs - b.utcMs)
    .flatMap(({ utcMs, event }) => {
      const view = views.get(event.node);
      const said = view?.rowOf(event);
      if (!view || !said) return [];
      const { gateway, index } = view.node;
      return [
        {
          TimeGenerated: new Date(utcMs).toISOString(),
          ...said,
          instance_s: `GatewayTenantWorker_IN_${index}`,
          Resource: gateway.toUpperCase(),
          ResourceGroup: lab.definition.name.toUpperCase(),
          ResourceId: resourceId(lab.definition.name, `virtualNetworkGateways/${gateway}`).toUpperCase(),
          ResourceType: 'VIRTUALNETWORKGATEWAYS',
        },
      ];
    });
}

/** What one instance would log. */
class InstanceLog {
  readonly node: InstanceNode;
  readonly #remoteAddresses: ReadonlyMap<string, string>;
  readonly #peers: ReadonlySet<string>;
  readonly #staticPrefixes: ReadonlySet<string>;
  readonly #shared: ReadonlySet<string>;
  readonly #ports: ReadonlySet<string>;
  readonly #clients: ReadonlySet<string>;
  readonly #ike = new IkeConversations();

  constructor(topology: Topology, node: InstanceNode) {
    const tunnels = tunnelsAt(topology, node.name);
    this.node = node;
    this.#remoteAddresses = new Map(
      tunnels.map(({ connection, remote }) => [connection, remote.publicAddress]),
    );
    this.#ports = new Set(tunnels.map((tunnel) => tunnel.interface));
    this.#staticPrefixes = new Set(tunnels.flatMap(({ local }) => local.staticRoutes));
    this.#peers = new Set(
      sessionsAt(topology, node.name)
        .filter(({ kind }) => kind === 'tunnel' || kind === 'sibling')
        .map(({ remote }) => remote.address),
    );
    const served = pointToSiteAt(topology, node.name)?.clients ?? [];
    this.#clients = new Set(
      clientsOf(topology)
        .filter(({ name }) => served.includes(name))
        .map(({ publicAddress }) => publicAddress),
    );
    this.#shared = new Set(
      topology.floating
        .filter(({ gateway, activeStandby }) => gateway === node.gateway && activeStandby)
        .flatMap(({ addresses: [first] }) => (first ? [first.address] : [])),
    );
  }

  rowOf(event: RecordedEvent['event']): Said | undefined {
    switch (event.kind) {
      case 'child': {
        const remote = this.#remoteAddresses.get(event.tunnel);
        if (remote === undefined) return undefined;
        return {
          Category: 'TunnelDiagnosticLog',
          OperationName: event.up ? 'TunnelConnected' : 'TunnelDisconnected',
          remoteIP_s: remote,
          status_s: event.up ? 'Connected' : 'Disconnected',
        };
      }
      case 'bgp':
        if (!this.#peers.has(event.neighbor)) return undefined;
        return {
          Category: 'RouteDiagnosticLog',
          OperationName: event.up ? 'BgpConnectedEvent' : 'BgpDisconnectedEvent',
          Message: `BGP peer ${event.neighbor} is ${event.up ? 'connected' : 'disconnected'}.`,
        };
      case 'route':
        return this.#routeRow(event.prefix, event.nextHops);
      case 'address':
        if (!event.present || !this.#shared.has(event.address.split('/')[0] ?? '')) return undefined;
        return {
          Category: 'GatewayDiagnosticLog',
          OperationName: 'GatewayTenantPrimaryChanged',
          Message: `The primary is GatewayTenantWorker_IN_${this.node.index}.`,
        };
      case 'log': {
        const message = event.program === 'charon' ? this.#ike.messageOf(event.text) : undefined;
        if (!message) return undefined;
        const { remote, text: Message } = message;
        return this.#clients.has(remote)
          ? { Category: 'P2SDiagnosticLog', OperationName: 'P2SLogEvent', Message }
          : { Category: 'IKEDiagnosticLog', Message };
      }
      default:
        return undefined;
    }
  }

  /** Routes that lead into a tunnel, or to the sibling; not those of the wires and of the virtual network. */
  #routeRow(
    prefix: string,
    hops: readonly { readonly gateway?: string; readonly interface: string }[],
  ): Said | undefined {
    if (this.node.virtualNetworkPrefixes.includes(prefix) || prefix.endsWith('/32')) return undefined;
    const isStatic = this.#staticPrefixes.has(prefix);
    const peers = hops.flatMap(({ gateway }) => (gateway === undefined ? [] : [gateway]));
    if (
      hops.length > 0 &&
      !hops.some((hop) => this.#ports.has(hop.interface) || this.#peers.has(hop.gateway ?? ''))
    )
      return undefined;
    return {
      Category: 'RouteDiagnosticLog',
      OperationName: isStatic ? 'StaticRouteUpdate' : 'BgpRouteUpdate',
      Message:
        hops.length === 0 ? `Route ${prefix} is withdrawn.` : `Route ${prefix} over ${peers.join(', ')}.`,
    };
  }
}
