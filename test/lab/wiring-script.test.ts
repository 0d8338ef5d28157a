import test from 'ava';
import { rewiringScript, wiringScript } from '../../src/lab/wiring-script.ts';
import { nodeNamed } from '../../src/topology/find.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { definitionOf, dualRedundancy } from '../topology/definitions.ts';
import { topologyOf } from '../topology/lab-topology.ts';

const dual = topologyOf(dualRedundancy());

test('dual-redundancy is wired entirely inside its nodes', (t) => {
  t.is(
    wiringScript(dual, pidsOf(dual)),
    `nsenter -t 100 -n ip -batch - <<'END'
link add name public0 address 02:00:cb:00:71:01 type bridge mcast_snooping 0
link set dev public0 up
link add name public1 address 02:00:83:6b:48:01 type bridge mcast_snooping 0
link set dev public1 up
link add name vnet1gw-0 up master public0 type veth peer name wan0 address 02:00:cb:00:71:0a netns 102
link add name vnet1gw-1 up master public0 type veth peer name wan0 address 02:00:cb:00:71:0b netns 103
link add name device1 up master public1 type veth peer name wan0 address 02:00:83:6b:48:16 netns 106
link add name device2 up master public1 type veth peer name wan0 address 02:00:83:6b:48:17 netns 107
END
nsenter -t 101 -n ip -batch - <<'END'
link add name frontend address 02:00:0a:0b:00:01 type bridge mcast_snooping 0
link set dev frontend up
link add name gatewaysubnet address 02:00:0a:0c:ff:01 type bridge mcast_snooping 0
link set dev gatewaysubnet up
link add name vnet1gw-0 up master gatewaysubnet type veth peer name azure0 address 02:00:0a:0c:ff:04 netns 102
link add name vnet1gw-1 up master gatewaysubnet type veth peer name azure0 address 02:00:0a:0c:ff:05 netns 103
link add name vm up master frontend type veth peer name eth0 address 02:00:0a:0b:00:04 netns 104
END
nsenter -t 105 -n ip -batch - <<'END'
link add name lan address 02:00:0a:33:00:01 type bridge mcast_snooping 0
link set dev lan up
link add name device1 up master lan type veth peer name lan0 address 02:00:0a:33:00:02 netns 106
link add name device2 up master lan type veth peer name lan0 address 02:00:0a:33:00:03 netns 107
link add name host up master lan type veth peer name eth0 address 02:00:0a:33:00:0a netns 108
END`,
  );
});

test('a replacement is wired to the existing bridges, whatever is left of its predecessor', (t) => {
  const pids = new Map([...pidsOf(dual), ['vnet1gw-0', 900]]);
  t.is(
    rewiringScript(nodeNamed(dual, 'vnet1gw-0'), dual, pids),
    `if nsenter -t 100 -n ip link show dev vnet1gw-0 >/dev/null 2>&1; then
  nsenter -t 100 -n ip link delete dev vnet1gw-0
fi
nsenter -t 100 -n ip -batch - <<'END'
link add name vnet1gw-0 up master public0 type veth peer name wan0 address 02:00:cb:00:71:0a netns 900
END
if nsenter -t 101 -n ip link show dev vnet1gw-0 >/dev/null 2>&1; then
  nsenter -t 101 -n ip link delete dev vnet1gw-0
fi
nsenter -t 101 -n ip -batch - <<'END'
link add name vnet1gw-0 up master gatewaysubnet type veth peer name azure0 address 02:00:0a:0c:ff:04 netns 900
END`,
  );
});

test('the interfaces of a node have different names, whatever the nodes and subnets are called', (t) => {
  const topology = topologyOf(
    definitionOf({
      devices: 3,
      subnets: ['front', 'Front_1', 'f.r.o.n.t', 'default'],
      machines: ['front', 'front-1', 'default', 'gatewaysubnet', 'a-machine-with-a-long-name-1', 'lo'],
      hosts: ['lan', 'a-machine-with-a-long-name-2', 'device-1', 'all'],
      gateway: 'public0',
    }),
  );
  const script = wiringScript(topology, pidsOf(topology));
  for (const namespace of script.split(/^END$/m)) {
    const names = [...namespace.matchAll(/^link add name (\S+)/gm)].map(([, name = '']) => name);
    t.deepEqual([...new Set(names)], names);
    for (const name of names) {
      t.true(name.length <= 15, name);
      t.false(['lo', 'all', 'default'].includes(name), name);
    }
  }
});

test('a node is rewired with the interface names of its first wiring', (t) => {
  const topology = topologyOf(definitionOf({ gateway: 'public0', machines: ['gatewaysubnet', 'gw'] }));
  const pids = pidsOf(topology);
  const wired = wiringScript(topology, pids);
  for (const node of topology.nodes) {
    const lines = rewiringScript(node, topology, pids).split('\n');
    for (const line of lines.filter((candidate) => candidate.startsWith('link add'))) {
      t.true(wired.includes(`${line}\n`), line);
    }
    t.is(lines.filter((line) => line.startsWith('link add')).length, node.interfaces.length);
  }
});

test('a node that does not run cannot be wired', (t) => {
  const pids = new Map([...pidsOf(dual)].filter(([node]) => node !== 'device2'));
  t.throws(() => wiringScript(dual, pids), { message: 'device2 does not run, so it cannot be wired.' });
});

const pidsOf = ({ nodes }: Topology) => new Map(nodes.map(({ name }, index) => [name, 100 + index]));
