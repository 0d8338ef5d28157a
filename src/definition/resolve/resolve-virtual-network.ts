import { firstAssignable } from '../azure/addresses.ts';
import type { VirtualMachine, VirtualNetwork } from '../definition.ts';
import { takeFree } from './free-addresses.ts';
import type { WrittenItem } from './written-item.ts';

export function resolveVirtualNetwork(written: WrittenItem<'virtualNetworks'>): VirtualNetwork {
  const machines = written.virtualMachines ?? [];
  const taken = new Set(machines.map((machine) => machine.privateIPAddress));
  return {
    name: written.name,
    addressPrefixes: written.addressPrefixes,
    subnets: written.subnets,
    virtualMachines: machines.map(({ name, subnet, privateIPAddress }): VirtualMachine => {
      const prefix = written.subnets.find((candidate) => candidate.name === subnet)?.addressPrefix ?? '';
      return {
        name,
        subnet,
        privateIPAddress: privateIPAddress ?? takeFree(prefix, [firstAssignable], taken),
      };
    }),
    ...(written.virtualNetworkPeerings && {
      virtualNetworkPeerings: written.virtualNetworkPeerings.map(
        ({ remoteVirtualNetwork, allowGatewayTransit = false, useRemoteGateways = false }) => ({
          remoteVirtualNetwork: networkName(remoteVirtualNetwork),
          allowGatewayTransit,
          useRemoteGateways,
        }),
      ),
    }),
  };
}

/** A reference of ARM ends with the name. */
const networkName = (reference: string | { readonly id: string }): string =>
  typeof reference === 'string' ? reference : (reference.id.split('/').at(-1) ?? '');
