import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { listed } from '../base/listed.ts';
import type { VirtualNetworkGateway } from '../definition/definition.ts';
import { instancesOf } from '../topology/find.ts';
import type { AzureLab } from './azure-lab.ts';

/**
 * The instance that a reset of a gateway reboots: the active one, or in active-active mode instance 0 unless the public
 * address of the other one is given (Reset a VPN gateway).
 *
 * @param publicAddress the option --gateway-vip
 * @throws SwitchoverError (wrong-input) when the gateway does not have this address
 */
export function instanceToReset(
  { topology, snapshot, definition }: AzureLab,
  { name, activeActive, publicIPAddresses }: VirtualNetworkGateway,
  publicAddress?: string,
): string | undefined {
  const instances = instancesOf(topology).filter(({ gateway }) => gateway === name);
  const own = publicIPAddresses
    .slice(0, activeActive ? instances.length : 1)
    .map(({ ipAddress }) => ipAddress);
  const index = publicAddress === undefined ? 0 : own.indexOf(publicAddress);
  if (index < 0) {
    throw new SwitchoverError(
      'wrong-input',
      `${name} does not have the public address ${publicAddress}. It has: ${listed(own)}.`,
      { lab: definition.name },
    );
  }
  const active = snapshot.floating.find(({ gateway }) => gateway === name)?.holder;
  return (activeActive ? undefined : active) ?? instances[index]?.name;
}
