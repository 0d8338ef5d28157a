import test from 'ava';
import { withoutHostBits } from '../../src/base/addresses.ts';
import type { Definition } from '../../src/definition/definition.ts';
import { addressBatch } from '../../src/nodes/addresses.ts';
import { definitionOf } from '../topology/definitions.ts';
import { labNames, labTopology, topologyOf } from '../topology/lab-topology.ts';

const gatewaySubnet = '10.13.0.0/27';

/** A lab whose gateway subnet is a prefix of its network, and not only a part of one. */
function wholePrefix(): Definition {
  const definition = definitionOf();
  return {
    ...definition,
    virtualNetworks: definition.virtualNetworks.map((network) => ({
      ...network,
      addressPrefixes: [...network.addressPrefixes, gatewaySubnet],
      subnets: network.subnets.map((subnet) =>
        subnet.name === 'GatewaySubnet' ? { ...subnet, addressPrefix: gatewaySubnet } : subnet,
      ),
    })),
    virtualNetworkGateways: definition.virtualNetworkGateways.map((gateway) => ({
      ...gateway,
      bgpSettings: { ...gateway.bgpSettings, bgpPeeringAddresses: ['10.13.0.4', '10.13.0.5'] },
    })),
  };
}

test('an instance reaches a gateway subnet that is a whole prefix of its network without its router', (t) => {
  const instance = topologyOf(wholePrefix()).nodes.find(({ name }) => name === 'gw-0');
  const lines = instance ? addressBatch(instance).split('\n') : [];
  t.true(lines.includes('address add 10.13.0.4/27 dev azure0'));
  t.deepEqual(
    lines.filter((line) => line.startsWith('route add 10.')),
    ['route add 10.1.0.0/16 via 10.13.0.1'],
  );
});

for (const [lab, topology] of [
  ...labNames.map((name) => [name, labTopology(name)] as const),
  ['a gateway subnet that is a whole prefix', topologyOf(wholePrefix())] as const,
]) {
  test(`${lab}: no node adds a route that it has already, which ip refuses`, (t) => {
    for (const node of topology.nodes) {
      const words = addressBatch(node)
        .split('\n')
        .map((line) => line.split(' '));
      const connected = words.flatMap(([object, , address = '', , device]) =>
        object === 'address' && device !== 'lo' ? [withoutHostBits(address)] : [],
      );
      const added = words.flatMap(([object, , first = '', second]) =>
        object === 'route' ? [first === 'blackhole' ? second : first] : [],
      );
      const all = [...connected, ...added];
      t.is(new Set(all).size, all.length, node.name);
    }
  });
}
