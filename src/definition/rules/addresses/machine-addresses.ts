import {
  addressAt,
  addressIndex,
  isAddress,
  isPrefix,
  lastAddress,
  prefixContains,
  prefixSize,
} from '../../../base/addresses.ts';
import { shown } from '../../../base/quote.ts';
import { firstAssignable } from '../../azure/addresses.ts';
import type { Definition } from '../../definition.ts';
import { named, placed, placedNetworks } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const machineOutsideSubnet: Rule = {
  name: 'address-outside-subnet',
  severity: 'error',
  source:
    'Azure: a private IP address belongs to the address range of its subnet (PrivateIPAddressNotInSubnet).',
  *check(definition) {
    for (const { machine, path, subnet, address } of machines(definition)) {
      if (!isAddress(address) || prefixContains(subnet.addressPrefix, address)) continue;
      yield {
        path: [...path, 'privateIPAddress'],
        message: `Virtual machine ${machine} has the address ${address}, which is outside its subnet ${shown(subnet.name)} (${subnet.addressPrefix}).`,
        advice: 'Choose an address of the subnet, or leave it out: the first free one is taken.',
      };
    }
  },
};

export const machineAddressReserved: Rule = {
  name: 'address-reserved-by-azure',
  severity: 'error',
  source:
    'Azure virtual network FAQ: the first four addresses and the last one of each subnet are reserved (PrivateIPAddressInReservedRange).',
  *check(definition) {
    for (const { machine, path, subnet, address } of machines(definition)) {
      const { name, addressPrefix } = subnet;
      if (!isAddress(address) || !prefixContains(addressPrefix, address)) continue;
      const index = addressIndex(addressPrefix, address);
      if (index >= firstAssignable && address !== lastAddress(addressPrefix)) continue;
      const reserved = `${addressAt(addressPrefix, 0)} to .${addressAt(addressPrefix, 3).split('.').at(-1)} and ${lastAddress(addressPrefix)}`;
      yield {
        path: [...path, 'privateIPAddress'],
        message: `Virtual machine ${machine} has the address ${address}; Azure reserves ${reserved} of ${name}.`,
        advice: 'Choose another address of the subnet, or leave it out: the first free one is taken.',
      };
    }
  },
};

export const subnetFull: Rule = {
  name: 'subnet-full',
  severity: 'error',
  source: 'Every virtual machine needs its own address.',
  *check(definition) {
    for (const { machine, path, subnet, address } of machines(definition)) {
      if (address !== '' || prefixSize(subnet.addressPrefix) < 8) continue;
      yield {
        path,
        basis: [[...path, 'privateIPAddress']],
        message: `Subnet ${shown(subnet.name)} (${subnet.addressPrefix}) has no free address for virtual machine ${machine}.`,
        advice: 'Make the subnet larger, or put the machine into another one.',
      };
    }
  },
};

/** The virtual machines in a known subnet with a proper prefix. */
function machines(definition: Definition) {
  return placedNetworks(definition).flatMap((network) => {
    const subnets = placed(network.value.subnets, [...network.path, 'subnets']).filter(({ value }) =>
      isPrefix(value.addressPrefix),
    );
    return placed(network.value.virtualMachines, [...network.path, 'virtualMachines']).flatMap(
      ({ value, path }) => {
        const subnet = named(subnets, value.subnet)?.value;
        return subnet ? [{ machine: shown(value.name), path, subnet, address: value.privateIPAddress }] : [];
      },
    );
  });
}
