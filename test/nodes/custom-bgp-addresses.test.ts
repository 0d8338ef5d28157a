import test from 'ava';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { userspaceDataplane } from '../../src/nodes/ipsec/userspace/userspace-dataplane.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { readDefinition } from '../definition/read-definition.ts';
import { topologyOf } from '../topology/lab-topology.ts';

/** Two APIPA addresses an instance; each of two devices has a /30 with one of those of instance 0. */
const lab = (chosen: string, id = 'default') => `
name: two-apipa
virtualNetworks:
  - name: VNet1
    addressPrefixes: [10.21.0.0/16]
    subnets:
      - { name: FrontEnd, addressPrefix: 10.21.0.0/24 }
      - { name: GatewaySubnet, addressPrefix: 10.21.255.0/27 }
    virtualMachines: [{ name: vm, subnet: FrontEnd }]
virtualNetworkGateways:
  - name: GW
    virtualNetwork: VNet1
    activeActive: true
    publicIPAddresses: [pip1, pip2]
    bgpSettings:
      asn: 65010
      bgpPeeringAddresses:
        - ipconfigurationId: /subscriptions/none/virtualNetworkGateways/GW/ipConfigurations/default
          defaultBgpIpAddresses: [10.21.255.6]
          customBgpIpAddresses: [169.254.21.14, 169.254.22.14]
          tunnelIpAddresses: [203.0.113.77]
        - { ipconfigurationId: activeActive, customBgpIpAddresses: [169.254.21.18] }
localNetworkGateways:
  - { name: A, gatewayIpAddress: 198.51.100.1, bgpSettings: { asn: 64620, bgpPeeringAddress: 169.254.21.13 } }
  - { name: B, gatewayIpAddress: 198.51.100.2, bgpSettings: { asn: 64620, bgpPeeringAddress: 169.254.22.13 } }
connections:
  - { name: ToA, virtualNetworkGateway1: GW, localNetworkGateway2: A, sharedKey: Key1, enableBgp: true }
  - name: ToB
    virtualNetworkGateway1: GW
    localNetworkGateway2: B
    sharedKey: Key2
    enableBgp: true
    gatewayCustomBgpIpAddresses: [{ ipConfigurationId: ${id}, customBgpIpAddress: ${chosen} }]
sites:
  - name: Site
    addressPrefixes: [10.22.0.0/16]
    devices:
      - { name: a, localNetworkGateway: A, peers: [pip1] }
      - { name: b, localNetworkGateway: B, peers: [pip1] }
    hosts: [host]
`;

const definitionOf = (text: string) => readDefinition(yamlSource(text, 'lab.yaml'), faults);
const bgpdOf = (text: string, node: string): string => {
  const plans = planNodes(topologyOf(definitionOf(text)), userspaceDataplane);
  const file = plans.find((plan) => plan.node === node)?.files.get('/etc/frr/bgpd.conf');
  return file?.content ?? '';
};

const right = lab('169.254.22.14');
const preferred = right.replace('name: b, ', 'name: b, localPreference: 200, ');
const wrong = lab('169.254.21.14');

test('the shape of ARM gives peer addresses, custom addresses and public addresses', (t) => {
  const [gateway] = definitionOf(right).virtualNetworkGateways;
  t.deepEqual(gateway?.bgpSettings, {
    asn: 65010,
    bgpPeeringAddresses: ['10.21.255.6', '10.21.255.5'],
    customBgpIpAddresses: [['169.254.21.14', '169.254.22.14'], ['169.254.21.18']],
    ipConfigurationNames: ['default', 'activeActive'],
  });
  t.deepEqual(
    gateway?.publicIPAddresses.map(({ ipAddress }) => ipAddress),
    ['203.0.113.77', '203.0.113.10'],
  );
});

test('a connection has the address that it chooses, by name or by resource id', (t) => {
  for (const id of ['default', 'Default', '/subscriptions/none/ipConfigurations/default']) {
    const { tunnels } = topologyOf(definitionOf(lab('169.254.22.14', id)));
    t.deepEqual(
      tunnels.map(({ ends: [gateway] }) => gateway.innerAddress),
      ['169.254.21.14', '169.254.22.14'],
    );
  }
});

test('an instance announces its first APIPA address as next hop, and the device puts it right', (t) => {
  const instance = bgpdOf(right, 'gw-0');
  t.regex(instance, /route-map first-apipa permit 10\n set ip next-hop 169\.254\.21\.14\n/);
  t.regex(instance, /neighbor 169\.254\.22\.13 route-map first-apipa out/);
  t.notRegex(instance, /neighbor 169\.254\.21\.13 route-map/);
  t.regex(bgpdOf(right, 'b'), /neighbor 169\.254\.22\.14 route-map from-azure in/);
  t.notRegex(bgpdOf(right, 'a'), /from-azure/);
});

test('a connection with the wrong address has a tunnel and no session, and nothing waits for one', (t) => {
  const { tunnels, sessions, sessionsAmiss } = topologyOf(definitionOf(wrong));
  t.is(tunnels.length, 2);
  t.deepEqual(
    sessions.filter(({ kind }) => kind === 'tunnel').map(({ ends: [, device] }) => device.name),
    ['a'],
  );
  t.is(sessionsAmiss.length, 1);
  t.regex(bgpdOf(wrong, 'b'), /neighbor 169\.254\.22\.14 remote-as 65010/);
  t.regex(bgpdOf(wrong, 'gw-0'), /neighbor 169\.254\.22\.13 update-source 169\.254\.21\.14/);
});

test('a device that repairs next hops and prefers its tunnel does both in one route map', (t) => {
  const conf = bgpdOf(preferred, 'b');
  t.deepEqual(
    conf.split('\n').filter((line) => line.includes('from-azure') || line.startsWith(' set ')),
    [
      'route-map from-azure permit 10',
      ' set local-preference 200',
      ' set ip next-hop peer-address',
      '  neighbor 169.254.22.14 route-map from-azure in',
    ],
  );
});
