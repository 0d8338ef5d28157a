import test from 'ava';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { definitionOf } from '../topology/definitions.ts';
import { topologyOf } from '../topology/lab-topology.ts';

/** Two devices: the gateway knows the first one by its name, the second one by its address. */
const definition = definitionOf();
const plans = planNodes(
  topologyOf({
    ...definition,
    localNetworkGateways: definition.localNetworkGateways.map((gateway, index) =>
      index === 0 ? { ...gateway, fqdn: 'branch.example.org' } : gateway,
    ),
  }),
  dataplaneNamed('kernel'),
);
const file = (node: string, path: string) =>
  plans.find((plan) => plan.node === node)?.files.get(path)?.content ?? '';

test('a gateway looks a device up by its name, and has the record of it', (t) => {
  const conf = file('gw-0', '/etc/ipsec/swanctl.conf');
  t.regex(conf, / device1 \{\n[^}]*remote_addrs = branch\.example\.org\n/);
  t.regex(conf, / device2 \{\n[^}]*remote_addrs = 198\.51\.100\.20\n/);
  t.is(
    file('gw-0', '/etc/hosts'),
    '127.0.0.1 localhost\n# The records of the lab.\n198.51.100.10 branch.example.org\n',
  );
});

test('both ends still identify themselves by their addresses', (t) => {
  t.regex(file('gw-0', '/etc/ipsec/swanctl.conf'), /remote \{\n +auth = psk\n +id = 198\.51\.100\.10\n/);
  t.is(file('device1', '/etc/hosts'), '');
});
