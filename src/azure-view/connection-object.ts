import type { Connection } from '../definition/definition.ts';
import { tunnelsAt } from '../topology/find.ts';
import type { TunnelEnd } from '../topology/tunnel.ts';
import type { AzureLab } from './azure-lab.ts';
import type { AzureObject } from './azure-value.ts';
import { commonProperties, resourceId } from './resources.ts';

/**
 * `az network vpn-connection show`. Azure calls a connection Connected as soon as one of its tunnels is up, so that this
 * word says nothing about redundancy; `tunnelConnectionStatus` has a line for each tunnel.
 */
export function connectionObject(lab: AzureLab, connection: Connection): AzureObject {
  const { definition } = lab;
  const { name, virtualNetworkGateway1, virtualNetworkGateway2, localNetworkGateway2 } = connection;
  const tunnels = tunnelsOf(lab, connection);
  const own = (path: string) => ({ id: resourceId(definition.name, path), resourceGroup: definition.name });
  const sum = (key: 'ingressBytesTransferred' | 'egressBytesTransferred') =>
    tunnels.reduce((total, tunnel) => total + tunnel[key], 0);
  return {
    ...commonProperties(definition.name, 'connections', name),
    virtualNetworkGateway1: own(`virtualNetworkGateways/${virtualNetworkGateway1}`),
    ...(virtualNetworkGateway2 !== undefined && {
      virtualNetworkGateway2: own(`virtualNetworkGateways/${virtualNetworkGateway2}`),
    }),
    ...(localNetworkGateway2 !== undefined && {
      localNetworkGateway2: own(`localNetworkGateways/${localNetworkGateway2}`),
    }),
    connectionMode: connection.connectionMode,
    connectionProtocol: 'IKEv2',
    connectionStatus: statusOf(tunnels.map(({ connectionStatus }) => connectionStatus)),
    connectionType: virtualNetworkGateway2 === undefined ? 'IPsec' : 'Vnet2Vnet',
    dpdTimeoutSeconds: connection.dpdTimeoutSeconds ?? 0,
    egressBytesTransferred: sum('egressBytesTransferred'),
    enableBgp: connection.enableBgp,
    ingressBytesTransferred: sum('ingressBytesTransferred'),
    ipsecPolicies: connection.ipsecPolicy ? [{ ...connection.ipsecPolicy }] : [],
    routingWeight: 10,
    trafficSelectorPolicies: (connection.trafficSelectorPolicies ?? []).map((one) => ({ ...one })),
    tunnelConnectionStatus: tunnels,
    useLocalAzureIpAddress: false,
    usePolicyBasedTrafficSelectors: connection.usePolicyBasedTrafficSelectors ?? false,
  };
}

/** VirtualNetworkGatewayConnectionStatus of the API. */
function statusOf(tunnels: readonly string[]): string {
  if (tunnels.includes('Connected')) return 'Connected';
  if (tunnels.includes('Connecting')) return 'Connecting';
  return tunnels.length === 0 ? 'Unknown' : 'NotConnected';
}

function tunnelsOf({ topology, snapshot, definition, speakers }: AzureLab, connection: Connection) {
  return topology.tunnels.flatMap((tunnel) => {
    const side = tunnel.connections.indexOf(connection.name);
    if (side < 0) return [];
    const index = endOf(tunnel.ends, definition.virtualNetworkGateways, connection);
    const end = tunnel.ends[index];
    const seen = snapshot.tunnels.find(({ name }) => name === tunnel.name)?.ends[index];
    const node = seen?.node ?? undefined;
    const port = node && tunnelsAt(topology, node).find((local) => local.tunnel.name === tunnel.name);
    const bytes = node && port ? speakers.get(node)?.bytes.get(port.interface) : undefined;
    return [
      {
        connectionStatus: seen?.installed ? 'Connected' : seen?.ike ? 'Connecting' : 'NotConnected',
        egressBytesTransferred: bytes?.out ?? 0,
        ingressBytesTransferred: bytes?.in ?? 0,
        lastConnectionEstablishedUtcTime: seen?.since ? usTime(seen.since) : undefined,
        tunnel: `${connection.name}_${end.publicAddress}`,
      },
    ];
  });
}

/** The end of a tunnel that is at the connection's own gateway: by its public address. */
const endOf = (
  [first]: readonly [TunnelEnd, TunnelEnd],
  gateways: AzureLab['definition']['virtualNetworkGateways'],
  { virtualNetworkGateway1 }: Connection,
): 0 | 1 => {
  const own = gateways.find(({ name }) => name === virtualNetworkGateway1);
  return own?.publicIPAddresses.some(({ ipAddress }) => ipAddress === first.publicAddress) ? 0 : 1;
};

/** As in Azure's documentation: `11/04/2017 17:03:30`. */
function usTime(iso: string): string {
  const [date = '', time = ''] = iso.split('T');
  const [year, month, day] = date.split('-');
  return `${month}/${day}/${year} ${time.slice(0, 8)}`;
}
