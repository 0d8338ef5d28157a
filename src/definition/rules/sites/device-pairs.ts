import { hostNameOf } from '../../../base/host-name.ts';
import { listed } from '../../../base/listed.ts';
import { shown } from '../../../base/quote.ts';
import type { Definition, Device } from '../../definition.ts';
import { pairEndings } from '../../device-pair.ts';
import { ownPrograms } from '../../own-lines.ts';
import { placedDevices } from '../connections/ends.ts';
import { placedGateways } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { placedMachines } from '../whole-file/names.ts';

/** Two devices that share an address by VRRP. */

export const pairNotPossible: Rule = {
  name: 'pair-not-possible',
  severity: 'error',
  source: 'A lab hands one public address of its own from one device of a pair to the other.',
  *check(definition) {
    for (const { value: device, path } of placedDevices(definition)) {
      if (!device.pair) continue;
      for (const { property, has, advice } of hindrances(device, definition)) {
        yield {
          path: [...path, property],
          basis: [[...path, 'vrrp']],
          message: `${shown(device.name)} is two devices that share an address, and ${has}.`,
          advice,
        };
      }
    }
  },
};

interface Hindrance {
  readonly property: string;
  readonly has: string;
  readonly advice: string;
}

function hindrances(device: Device, { localNetworkGateways }: Definition): Hindrance[] {
  const hasName = localNetworkGateways.some(
    ({ name, fqdn }) => name === device.localNetworkGateway && fqdn !== undefined,
  );
  return [
    ...(hasName
      ? [
          {
            property: 'localNetworkGateway',
            has: 'is known by a name, as a device on a dynamic line; a pair needs an address that it can hand over',
            advice: 'Leave the fqdn of the local network gateway out.',
          },
        ]
      : []),
    ...(device.furtherLocalNetworkGateways
      ? [
          {
            property: 'localNetworkGateway',
            has: 'has several lines; a lab moves one address only',
            advice: 'Name one local network gateway, or write two devices, each with its own one.',
          },
        ]
      : []),
    ...(device.behindNat
      ? [
          {
            property: 'behindNat',
            has: 'is behind NAT, where the router in front would have the address and not the pair',
            advice: 'Leave behindNat or vrrp out.',
          },
        ]
      : []),
    ...ownPrograms.flatMap((program) =>
      device[program]?.file === undefined
        ? []
        : [
            {
              property: program,
              has: 'has one file of its own for both, although they differ in their addresses and in who has the tunnels',
              advice: 'Give the lines as text, which are added to those of each.',
            },
          ],
    ),
  ];
}

export const nameOfPairMember: Rule = {
  name: 'name-of-pair-member',
  severity: 'error',
  source: `The devices of a pair are nodes of the lab, and have its name with ${listed([...pairEndings])}; the pair is the end of their tunnels, as a gateway is of those of its instances.`,
  *check(definition) {
    const pairs = placedDevices(definition).filter(({ value }) => value.pair);
    const machines = placedMachines(definition);
    const gateways = placedGateways(definition);
    for (const { value: pair, path: basis } of pairs) {
      const members = pairEndings.map((ending) => hostNameOf(pair.name, ending));
      const namesakes = [
        ...machines.filter(({ value }) => members.includes(value.name)),
        ...gateways.filter(({ value }) => hostNameOf(value.name) === pair.name),
      ];
      for (const { value, path } of namesakes) {
        yield {
          path: [...path, 'name'],
          basis: [[...basis, 'vrrp']],
          message:
            value.name.toLowerCase() === pair.name
              ? `${shown(value.name)} is also the name of a pair of devices.`
              : `${shown(value.name)} is the name of one device of the pair ${shown(pair.name)} in the lab.`,
          advice: 'Give one of them another name.',
        };
      }
    }
  },
};
