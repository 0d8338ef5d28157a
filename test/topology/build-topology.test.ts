import test from 'ava';
import { siteAddresses } from '../../src/definition/site-addresses.ts';
import {
  devicesOf,
  hostsOf,
  instancesOf,
  nodeNamed,
  sessionsAt,
  tunnelsAt,
} from '../../src/topology/find.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { definitionOf, dualRedundancy } from './definitions.ts';
import { topologyOf } from './lab-topology.ts';

const dual = topologyOf(dualRedundancy());

test('dual-redundancy has nine nodes', (t) => {
  t.deepEqual(
    dual.nodes.map(({ name, role }) => `${name} (${role})`),
    [
      'internet (internet)',
      'testvnet1 (virtual-network)',
      'vnet1gw-0 (instance)',
      'vnet1gw-1 (instance)',
      'vm (host)',
      'site5 (site)',
      'device1 (device)',
      'device2 (device)',
      'host (host)',
    ],
  );
});

test('dual-redundancy has a tunnel from each instance to each device, and each end numbers its interfaces', (t) => {
  t.deepEqual(
    dual.tunnels.map(({ name, ends }) => [
      name,
      ...ends.map((end) => {
        const device = tunnelsAt(dual, end.name).find(({ tunnel }) => tunnel.name === name)?.interface;
        return `${end.publicAddress} ${end.innerAddress} ${device}`;
      }),
    ]),
    [
      ['vnet1gw-0--device1', '203.0.113.10 10.12.255.4 ipsec0', '131.107.72.22 10.52.255.253 ipsec0'],
      ['vnet1gw-1--device1', '203.0.113.11 10.12.255.5 ipsec0', '131.107.72.22 10.52.255.253 ipsec1'],
      ['vnet1gw-0--device2', '203.0.113.10 10.12.255.4 ipsec1', '131.107.72.23 10.52.255.254 ipsec0'],
      ['vnet1gw-1--device2', '203.0.113.11 10.12.255.5 ipsec1', '131.107.72.23 10.52.255.254 ipsec1'],
    ],
  );
});

test('dual-redundancy has nine BGP sessions: four through tunnels, one of siblings, two with the platform, two in the site', (t) => {
  t.deepEqual(
    dual.sessions.map(
      ({ kind, ends: [first, second] }) =>
        `${kind}: ${first.name} ${first.address} AS ${first.asn} - ${second.name} ${second.address} AS ${second.asn}`,
    ),
    [
      'tunnel: vnet1gw-0 10.12.255.4 AS 65010 - device1 10.52.255.253 AS 65050',
      'tunnel: vnet1gw-1 10.12.255.5 AS 65010 - device1 10.52.255.253 AS 65050',
      'tunnel: vnet1gw-0 10.12.255.4 AS 65010 - device2 10.52.255.254 AS 65050',
      'tunnel: vnet1gw-1 10.12.255.5 AS 65010 - device2 10.52.255.254 AS 65050',
      'sibling: vnet1gw-0 10.12.255.4 AS 65010 - vnet1gw-1 10.12.255.5 AS 65010',
      'platform: vnet1gw-0 10.12.255.4 AS 65010 - testvnet1 10.12.255.1 AS 65010',
      'platform: vnet1gw-1 10.12.255.5 AS 65010 - testvnet1 10.12.255.1 AS 65010',
      'site: device1 10.51.0.2 AS 65050 - site5 10.51.0.1 AS 65050',
      'site: device2 10.51.0.3 AS 65050 - site5 10.51.0.1 AS 65050',
    ],
  );
});

test('the public network has a segment for every /24, with a router at a unique address', (t) => {
  t.deepEqual(nodeNamed(dual, 'internet').bridges, [
    { name: 'public0', address: '203.0.113.1', prefixLength: 24 },
    { name: 'public1', address: '131.107.72.1', prefixLength: 24 },
  ]);
  const definition = definitionOf();
  const [first, ...others] = definition.localNetworkGateways;
  const taken = {
    ...definition,
    localNetworkGateways: [{ ...first, gatewayIpAddress: '198.51.100.1' }, ...others],
  };
  const { bridges } = nodeNamed(topologyOf(taken as typeof definition), 'internet');
  t.deepEqual(
    bridges.map(({ address }) => address),
    ['203.0.113.1', '198.51.100.2'],
  );
});

test('the router of a site and its devices have their conventional addresses', (t) => {
  for (const count of [1, 2, 3]) {
    const definition = definitionOf({ devices: count });
    const topology = topologyOf(definition);
    const { router, firstFree } = siteAddresses(definition.sites[0]?.devices ?? []);
    t.is(nodeNamed(topology, 'site').bridges[0]?.address, `10.2.0.${router}`);
    const addresses = devicesOf(topology).map(({ interfaces }) => interfaces[1]?.address);
    t.deepEqual(
      addresses,
      Array.from({ length: count }, (_, index) => `10.2.0.${firstFree - count + index}`),
    );
    t.is(new Set([...addresses, '10.2.0.1']).size, count + 1);
  }
});

for (const devices of [1, 2, 3]) {
  test(`with ${devices} devices there are ${2 * devices} tunnels, and every address is on one node only`, (t) => {
    const topology = topologyOf(definitionOf({ devices }));
    t.is(devicesOf(topology).length, devices);
    t.is(topology.tunnels.length, 2 * devices);
    t.is(topology.sessions.length, 2 * devices + 1 + 2 + devices);
    for (const { name } of instancesOf(topology)) {
      t.deepEqual(
        tunnelsAt(topology, name).map((tunnel) => tunnel.interface),
        Array.from({ length: devices }, (_, index) => `ipsec${index}`),
      );
      t.is(sessionsAt(topology, name).length, devices + 2);
    }
    for (const { name } of devicesOf(topology)) {
      t.deepEqual(
        tunnelsAt(topology, name).map((tunnel) => tunnel.interface),
        ['ipsec0', 'ipsec1'],
      );
    }
    t.deepEqual(repeated(addresses(topology)), []);
  });
}

test('every virtual machine and every host of a site is a node with the router of its segment', (t) => {
  const topology = topologyOf(definitionOf({ machines: ['vm1', 'vm2'], hosts: ['pc1', 'pc2'] }));
  t.deepEqual(
    hostsOf(topology).map(({ name, side, address, router }) => `${name} ${side} ${address} via ${router}`),
    [
      'vm1 azure 10.1.0.4 via 10.1.0.1',
      'vm2 azure 10.1.0.5 via 10.1.0.1',
      'pc1 site 10.2.0.10 via 10.2.0.1',
      'pc2 site 10.2.0.11 via 10.2.0.1',
    ],
  );
  t.deepEqual(repeated(addresses(topology)), []);
});

test('one side starts IKE: Azure, unless the connection only responds', (t) => {
  const definition = definitionOf({ devices: 3 });
  const modes = ['Default', 'ResponderOnly', 'InitiatorOnly'] as const;
  const topology = topologyOf({
    ...definition,
    connections: definition.connections.map((connection, index) => ({
      ...connection,
      connectionMode: modes[index] ?? 'Default',
    })),
  });
  t.deepEqual(
    topology.tunnels.map(({ connections, ends }) => [
      connections.join(),
      ends
        .filter(({ starts }) => starts)
        .map(({ side }) => side)
        .join(),
    ]),
    [
      ['connection1', 'azure'],
      ['connection1', 'azure'],
      ['connection2', 'device'],
      ['connection2', 'device'],
      ['connection3', 'azure'],
      ['connection3', 'azure'],
    ],
  );
  t.true(tunnelsAt(topology, 'device2').every(({ initiates }) => initiates));
  t.true(tunnelsAt(topology, 'device1').every(({ initiates }) => !initiates));
});

test('every interface is attached to a bridge that exists, in the same segment', (t) => {
  for (const topology of [dual, topologyOf(definitionOf({ devices: 3 }))]) {
    for (const { interfaces } of topology.nodes) {
      for (const { attachedTo, prefixLength } of interfaces) {
        const bridge = nodeNamed(topology, attachedTo.node).bridges.find(
          ({ name }) => name === attachedTo.bridge,
        );
        t.is(bridge?.prefixLength, prefixLength);
      }
    }
  }
});

test('the same definition gives the same topology', (t) => {
  t.deepEqual(topologyOf(dualRedundancy()), dual);
});

test('an unknown node is an error that lists the existing ones', (t) => {
  t.throws(() => nodeNamed(dual, 'vnet1gw-2'), {
    message:
      'There is no node "vnet1gw-2" in dual-redundancy. It has: internet, testvnet1, vnet1gw-0, vnet1gw-1, vm, site5, device1, device2, host.',
  });
});

/** Every address that a node of the topology has on a wire, a bridge or a loopback. */
function addresses({ nodes }: Topology): string[] {
  return nodes.flatMap((node) => [
    ...[...node.interfaces, ...node.bridges].map(({ address }) => address),
    ...(node.role === 'device' && node.bgpAddress !== undefined ? [node.bgpAddress] : []),
  ]);
}

const repeated = (texts: readonly string[]): string[] =>
  texts.filter((text, index) => texts.indexOf(text) !== index);
