import type { VirtualNetworkGateway } from '../definition/definition.ts';
import { configuredSessionsAt, instancesOf } from '../topology/find.ts';
import type { AzureLab } from './azure-lab.ts';
import type { AzureObject } from './azure-value.ts';
import { type ActingInstance, actingInstances, bgpAddressOf } from './gateways.ts';
import { timeSpan } from './time-span.ts';

/**
 * `az network vnet-gateway list-bgp-peer-status`: what each instance says about its peers, one list after the other. In
 * active-active mode an instance lists its sibling and, with the state Unknown, itself. Our router of the virtual
 * network, which Azure has no word for, is left out. `routesReceived` counts what was accepted; Azure's may count what
 * the peer sent.
 */
export function bgpPeerStatus(lab: AzureLab, gateway: VirtualNetworkGateway): AzureObject {
  return { value: actingInstances(lab, gateway).flatMap((instance) => peersOf(lab, gateway, instance)) };
}

function peersOf(lab: AzureLab, gateway: VirtualNetworkGateway, instance: ActingInstance): AzureObject[] {
  const { node, bgpAddress } = instance;
  const through = configuredSessionsAt(lab.topology, node.name).filter(({ kind }) => kind === 'tunnel');
  const family = gateway.activeActive
    ? instancesOf(lab.topology).filter((one) => one.gateway === gateway.name)
    : [];
  return [
    ...through.map(({ local, remote }) => peerRow(instance, local.address, remote.address, remote.asn)),
    ...family.map((one) =>
      one.name === node.name
        ? ownRow(bgpAddress, node.asn)
        : peerRow(instance, bgpAddress, bgpAddressOf(gateway, one), one.asn),
    ),
  ];
}

function peerRow(
  { speaker }: ActingInstance,
  localAddress: string,
  neighbor: string,
  asn: number,
): AzureObject {
  const known = speaker.neighbors.get(neighbor);
  const state = stateOf(known?.bgpState);
  return {
    localAddress,
    neighbor,
    asn,
    state,
    connectedDuration: known && state === 'Connected' ? timeSpan(known.bgpTimerUpMsec) : undefined,
    routesReceived: known?.addressFamilyInfo.ipv4Unicast?.acceptedPrefixCounter ?? 0,
    messagesSent: known?.messageStats.totalSent ?? 0,
    messagesReceived: known?.messageStats.totalRecv ?? 0,
  };
}

const ownRow = (address: string, asn: number): AzureObject => ({
  localAddress: address,
  neighbor: address,
  asn,
  state: 'Unknown',
  routesReceived: 0,
  messagesSent: 0,
  messagesReceived: 0,
});

/** Azure's words for the states of RFC 4271 (BgpPeerState of the API). */
function stateOf(state: string | undefined): string {
  if (state === undefined) return 'Unknown';
  if (state === 'Established') return 'Connected';
  if (state.startsWith('Idle')) return state.includes('Admin') ? 'Stopped' : 'Idle';
  return 'Connecting';
}
