import test from 'ava';
import { dataplaneNamed } from '../../../src/nodes/ipsec/choose.ts';
import { nodeNamed } from '../../../src/topology/find.ts';
import { commonCommands } from '../../../src/workshop/terminals/common-commands.ts';
import { labNames, labTopology } from '../../topology/lab-topology.ts';

const commandsIn = (lab: string, node: string, dataplane: 'kernel' | 'userspace' = 'userspace') => {
  const topology = labTopology(lab);
  return commonCommands(topology, nodeNamed(topology, node), dataplaneNamed(dataplane)).map(
    ({ label, command }) => `${label}: ${command}`,
  );
};

test('a device has sessions, SAs of each charon, routes, and packets of each link and tunnel', (t) => {
  t.deepEqual(commandsIn('dual-redundancy', 'device1'), [
    "BGP sessions: vtysh -c 'show bgp summary'",
    "BGP routes: vtysh -c 'show bgp ipv4 unicast'",
    "Routes of FRR: vtysh -c 'show ip route'",
    "BFD sessions: vtysh -c 'show bfd peers brief'",
    'IPsec SAs: vnet1gw-0: swanctl --list-sas --uri unix:///run/ipsec/vnet1gw-0/vici',
    'IPsec SAs: vnet1gw-1: swanctl --list-sas --uri unix:///run/ipsec/vnet1gw-1/vici',
    'Routes of the kernel: ip route',
    'Addresses: ip -brief address',
    'Packets of wan0: tcpdump -n -i wan0',
    'Packets of lan0: tcpdump -n -i lan0',
    'Packets of ipsec0: tcpdump -n -i ipsec0',
    'Packets of ipsec1: tcpdump -n -i ipsec1',
  ]);
});

test('one charon is that which swanctl asks by itself', (t) => {
  const [sas] = commandsIn('dual-redundancy', 'device1', 'kernel').filter((one) => one.includes('swanctl'));
  t.is(sas, 'IPsec SAs: swanctl --list-sas');
});

test('a host pings those of the other side, and has no daemon to ask', (t) => {
  const commands = commandsIn('dual-redundancy', 'host');
  t.deepEqual(
    commands.map((one) => one.split(':')[0]),
    ['Routes of the kernel', 'Addresses', 'Ping vm', 'Packets of eth0'],
  );
});

test('every node of every lab has something to look up, each once', (t) => {
  for (const lab of labNames) {
    const topology = labTopology(lab);
    for (const node of topology.nodes) {
      const labels = commonCommands(topology, node, dataplaneNamed('userspace')).map(({ label }) => label);
      t.true(labels.length >= 2, `${lab}, ${node.name}`);
      t.is(new Set(labels).size, labels.length, `${lab}, ${node.name}: ${labels}`);
    }
  }
});
