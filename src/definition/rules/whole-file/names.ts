import { hostNameOf, internetName } from '../../../base/host-name.ts';
import { shown } from '../../../base/quote.ts';
import { instanceEnding, instanceIndexes } from '../../azure/instances.ts';
import type { Definition } from '../../definition.ts';
import {
  type Placed,
  placed,
  placedClients,
  placedConnections,
  placedGateways,
  placedLocalGateways,
  placedNetworks,
  placedSites,
  repetitions,
} from '../placed.ts';
import type { Breach, Rule } from '../rule.ts';

export const duplicateName: Rule = {
  name: 'duplicate-name',
  severity: 'error',
  source:
    'Azure resource names are unique within their kind, regardless of case; machines, devices, hosts and VPN clients are nodes of one lab.',
  *check(definition) {
    for (const { kind, things } of kinds(definition)) {
      for (const { first, again } of repetitions(things, ({ value }) => value.name.toLowerCase())) {
        const firstName = first.value.name;
        yield {
          path: [...again.path, 'name'],
          message: `There are two ${kind} with the name ${shown(firstName)}${again.value.name === firstName ? '' : ` (${shown(again.value.name)}; capitals do not count)`}.`,
          advice: 'Give each of them a name of its own.',
        };
      }
    }
  },
};

export const nameOfInstance: Rule = {
  name: 'name-of-instance',
  severity: 'error',
  source: 'The instances of a gateway are nodes of the lab, and have its name and their number.',
  *check(definition) {
    const instances = new Map(
      definition.virtualNetworkGateways.flatMap(({ name }) =>
        instanceIndexes.map((index) => [hostNameOf(name, instanceEnding(index)), { name, index }] as const),
      ),
    );
    const routers = [...placedNetworks(definition), ...placedSites(definition)];
    for (const { value, path } of [...placedMachines(definition), ...routers]) {
      const instance = instances.get(hostNameOf(value.name));
      if (instance === undefined) continue;
      yield {
        path: [...path, 'name'],
        message: `${shown(value.name)} is the name of instance ${instance.index} of ${shown(instance.name)} in the lab.`,
        advice: 'Give one of them another name.',
      };
    }
  },
};

export const nameOfRouter: Rule = {
  name: 'name-of-router',
  severity: 'error',
  source: `The router of a virtual network or site is a node of the lab with its name, and ${shown(internetName)} is the node between the public addresses.`,
  *check(definition) {
    const networks = placedNetworks(definition);
    const sites = placedSites(definition);
    const internet = new Map([[internetName, 'the node between the public addresses']]);
    const routers = new Map([
      ...internet,
      ...networks.map(
        ({ value: { name } }) => [hostNameOf(name), `the router of virtual network ${shown(name)}`] as const,
      ),
      ...sites.map(({ value: { name } }) => [hostNameOf(name), `the router of site ${shown(name)}`] as const),
    ]);
    yield* namesakes([...networks, ...sites], internet);
    yield* namesakes(placedMachines(definition), routers);
  },
};

function* namesakes(things: Kind['things'], routers: ReadonlyMap<string, string>): Iterable<Breach> {
  for (const { value, path } of things) {
    const router = routers.get(hostNameOf(value.name));
    if (router === undefined) continue;
    yield {
      path: [...path, 'name'],
      message: `${shown(value.name)} is also the name of ${router} in the lab.`,
      advice: 'Give one of them another name.',
    };
  }
}

interface Kind {
  readonly kind: string;
  readonly things: readonly Placed<{ readonly name: string }>[];
}

function kinds(definition: Definition): Kind[] {
  const networks = placedNetworks(definition);
  const gateways = placedGateways(definition);
  const sites = placedSites(definition);
  return [
    { kind: 'virtual networks', things: networks },
    ...networks.map(({ value, path }) => ({
      kind: `subnets of ${shown(value.name)}`,
      things: placed(value.subnets, [...path, 'subnets']),
    })),
    { kind: 'virtual network gateways', things: gateways },
    {
      kind: 'public IP addresses',
      things: inside(gateways, (gateway) => gateway.publicIPAddresses, 'publicIPAddresses'),
    },
    { kind: 'local network gateways', things: placedLocalGateways(definition) },
    { kind: 'connections', things: placedConnections(definition) },
    { kind: 'sites', things: sites },
    { kind: 'machines, devices, hosts or VPN clients', things: placedMachines(definition) },
  ];
}

/** Everything that becomes a node with the name that it has in the definition. */
export function placedMachines(definition: Definition): Kind['things'] {
  const sites = placedSites(definition);
  return [
    ...inside(placedNetworks(definition), (network) => network.virtualMachines, 'virtualMachines'),
    ...inside(sites, (site) => site.devices, 'devices'),
    ...inside(sites, (site) => site.hosts, 'hosts'),
    ...placedClients(definition),
  ];
}

const inside = <Owner, Item>(
  owners: readonly Placed<Owner>[],
  items: (owner: Owner) => readonly Item[],
  list: string,
): Placed<Item>[] => owners.flatMap(({ value, path }) => placed(items(value), [...path, list]));
