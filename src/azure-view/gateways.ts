import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { listed } from '../base/listed.ts';
import type { VirtualNetworkGateway } from '../definition/definition.ts';
import { instancesOf } from '../topology/find.ts';
import type { InstanceNode } from '../topology/topology-node.ts';
import type { AzureLab } from './azure-lab.ts';
import type { Speaker } from './speaker.ts';

/**
 * The item of that name; Azure does not care about upper and lower case.
 *
 * @param kind in the words of an error
 * @throws SwitchoverError (wrong-input) when the lab has none
 */
export function named<Item extends { readonly name: string }>(
  { definition }: Pick<AzureLab, 'definition'>,
  kind: string,
  items: readonly Item[],
  name: string,
): Item {
  const found = items.find((item) => item.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const known = items.length === 0 ? 'It has none' : `It has: ${listed(items.map((item) => item.name))}`;
  throw new SwitchoverError('wrong-input', `${definition.name} has no ${kind} "${name}". ${known}.`, {
    lab: definition.name,
  });
}

/** @throws SwitchoverError (wrong-input) when the lab has no such gateway */
export const gatewayNamed = (lab: Pick<AzureLab, 'definition'>, name: string): VirtualNetworkGateway =>
  named(lab, 'virtual network gateway', lab.definition.virtualNetworkGateways, name);

/** An instance that acts for its gateway and answers. */
export interface ActingInstance {
  readonly node: InstanceNode;
  readonly speaker: Speaker;
  /** Its BGP peer IP address in the gateway subnet. */
  readonly bgpAddress: string;
}

/**
 * The instances that speak for a gateway: of an active-standby one only the active one. The lists of instance 1 come
 * first, as in all recordings of active-active gateways that we know.
 */
export function actingInstances(lab: AzureLab, gateway: VirtualNetworkGateway): ActingInstance[] {
  const { topology, snapshot, speakers } = lab;
  const nodes = instancesOf(topology).filter((node) => node.gateway === gateway.name);
  const active = snapshot.floating.find((one) => one.gateway === gateway.name)?.holder;
  const acting = gateway.activeActive ? nodes.toReversed() : nodes.filter(({ name }) => name === active);
  return acting.flatMap((node) => {
    const speaker = speakers.get(node.name);
    return speaker ? [{ node, speaker, bgpAddress: bgpAddressOf(gateway, node) }] : [];
  });
}

/** The BGP peer IP address of an instance: its own, or the one that an active-standby gateway has. */
export const bgpAddressOf = (
  { activeActive, bgpSettings }: VirtualNetworkGateway,
  { index, privateAddress }: InstanceNode,
): string => bgpSettings.bgpPeeringAddresses[activeActive ? index : 0] ?? privateAddress;
