import test from 'ava';
import type { Definition } from '../../src/definition/definition.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import type { DataplaneName } from '../../src/nodes/ipsec/dataplane.ts';
import { type NodePlan, permissionsOf } from '../../src/nodes/node-plan.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { paths } from '../../src/nodes/scripts/start-script.ts';
import { definitionOf, dualRedundancy } from '../topology/definitions.ts';
import { topologyOf } from '../topology/lab-topology.ts';

const dataplanes: readonly DataplaneName[] = ['userspace', 'kernel'];

for (const dataplane of dataplanes) {
  test(`${dataplane}: the shared keys are only in secret files, which only root can read`, (t) => {
    const definition = definitionOf({ devices: 3 });
    const keys = definition.connections.map(({ sharedKey }) => sharedKey);
    const withKeys = new Set<string>();
    for (const { files, ...rest } of plansOf(definition, dataplane)) {
      for (const key of keys) t.false(JSON.stringify(rest).includes(key));
      for (const [path, file] of files) {
        for (const key of keys.filter((candidate) => file.content.includes(candidate))) {
          t.true(file.secret, path);
          t.is(permissionsOf(file), 0o600);
          withKeys.add(key);
        }
      }
    }
    t.deepEqual([...withKeys].sort(), keys);
  });

  test(`${dataplane}: a node waits for exactly its own links`, (t) => {
    const definition = definitionOf({ devices: 3 });
    const plans = plansOf(definition, dataplane);
    for (const { name, interfaces, bridges } of topologyOf(definition).nodes) {
      const command = plans.find(({ node }) => node === name)?.command ?? [];
      t.deepEqual(
        command.filter((_, index) => command[index - 1] === '--wait-link'),
        [...interfaces, ...bridges].map((link) => link.name),
      );
      t.deepEqual(command.slice(-2), ['--', paths.start]);
    }
  });

  test(`${dataplane}: every file that a script or a configuration names is among the files of its node`, (t) => {
    for (const { node, files } of plansOf(definitionOf({ devices: 3 }), dataplane)) {
      for (const [path, { content }] of files) {
        for (const [named] of content.matchAll(
          /\/etc\/(?:switchover|ipsec|nftables|frr|keepalived)[\w./-]*(?:\.conf|network|updown|role)/g,
        )) {
          t.true(files.has(named), `${node}: ${path} names ${named}`);
        }
      }
    }
  });

  test(`${dataplane}: the DPD timeout of a connection decides at both ends of its tunnels, the profile's on the others`, (t) => {
    const definition = definitionOf({ devices: 2 });
    const [first, second] = definition.connections;
    if (!first || !second) throw new Error('there are two connections');
    const plans = plansOf(
      { ...definition, connections: [{ ...first, dpdTimeoutSeconds: 20 }, second] },
      dataplane,
    );
    const delays = (node: string) =>
      [...(plans.find((plan) => plan.node === node)?.files ?? [])].flatMap(([, { content }]) =>
        [...content.matchAll(/dpd_delay = (\S+)/g)].map(([, delay]) => delay),
      );
    // 20 = 9 + 5 x 2.2, and 45 = 34 + 5 x 2.2 beside it.
    t.deepEqual(delays('gw-0'), ['9s', '34s']);
    t.deepEqual(delays('gw-1'), ['9s', '34s']);
    t.deepEqual(delays('device1'), ['9s', '9s']);
    t.deepEqual(delays('device2'), ['20s', '20s']);
  });

  test(`${dataplane}: every node loads its connections before it lets IKE in, and one end is told to start IKE`, (t) => {
    const definition = definitionOf({ devices: 1 });
    for (const [connectionMode, starting, waiting] of [
      ['Default', 'gw-0', 'device1'],
      ['ResponderOnly', 'device1', 'gw-0'],
    ] as const) {
      const plans = plansOf(
        {
          ...definition,
          connections: definition.connections.map((connection) => ({ ...connection, connectionMode })),
        },
        dataplane,
      );
      for (const node of [starting, waiting]) {
        const start = textOf(plans, node, paths.start);
        t.true(start.indexOf('swanctl --load-all') < start.indexOf('nft delete table inet not-ready'));
        t.true(start.includes('swanctl --load-all'));
        t.false(start.includes('--initiate'));
      }
      t.true(textOf(plans, starting, paths.connect).includes('swanctl --initiate'));
      t.false(plans.find(({ node }) => node === waiting)?.files.has(paths.connect));
    }
  });

  test(`${dataplane}: a device without a connection starts without charon`, (t) => {
    const definition = definitionOf({ devices: 2 });
    const plans = plansOf({ ...definition, connections: definition.connections.slice(0, 1) }, dataplane);
    t.false(textOf(plans, 'device2', paths.start).includes('charon'));
    t.true(textOf(plans, 'device1', paths.start).includes('charon-systemd'));
  });
}

test('routers in a row hash differently: core routers by the 5-tuple, instances and devices without the protocol', (t) => {
  const fields = plansOf(dualRedundancy(), 'userspace').map(({ node, sysctls }) => [
    node,
    sysctls['net.ipv4.fib_multipath_hash_fields'],
  ]);
  t.deepEqual(Object.fromEntries(fields), {
    internet: '55',
    testvnet1: '55',
    site5: '55',
    'vnet1gw-0': '51',
    'vnet1gw-1': '51',
    device1: '51',
    device2: '51',
    vm: undefined,
    host: undefined,
  });
});

test('bfdd runs where a session has BFD: everywhere but at the router of a network without a gateway', (t) => {
  const definition = dualRedundancy();
  const lonely = definition.virtualNetworks.map((network) => ({
    ...network,
    name: 'Lonely',
    addressPrefixes: ['10.99.0.0/16'],
    subnets: [{ name: 'FrontEnd', addressPrefix: '10.99.0.0/24' }],
    virtualMachines: [],
  }));
  const plans = plansOf(
    { ...definition, virtualNetworks: [...definition.virtualNetworks, ...lonely] },
    'userspace',
  );
  const routers = plans.filter(({ files }) => files.has('/etc/frr/bgpd.conf'));
  t.true(routers.some(({ node }) => node === 'lonely'));
  for (const { node, files } of routers) {
    const runs = node !== 'lonely';
    t.is(files.has('/etc/frr/bfdd.conf'), runs, node);
    for (const script of [paths.beforeLinks, paths.restart]) {
      t.is(textOf(plans, node, script).includes('bfdd'), runs, `${node}: ${script}`);
    }
  }
});

test('the same definition gives exactly the same files', (t) => {
  t.deepEqual(plansOf(dualRedundancy(), 'userspace'), plansOf(dualRedundancy(), 'userspace'));
});

const plansOf = (definition: Definition, dataplane: DataplaneName): NodePlan[] =>
  planNodes(topologyOf(definition, 'azure'), dataplaneNamed(dataplane));

function textOf(plans: readonly NodePlan[], node: string, path: string): string {
  const file = plans.find((plan) => plan.node === node)?.files.get(path);
  if (!file) throw new Error(`${node} has no file ${path}`);
  return file.content;
}
