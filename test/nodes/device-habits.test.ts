import test from 'ava';
import { recoveryOf } from '../../src/analysis/recovery/recovery-of.ts';
import { redundancyMiss } from '../../src/analysis/verdict/misses.ts';
import type { Connection, Definition, Device } from '../../src/definition/definition.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { paths } from '../../src/nodes/scripts/start-script.ts';
import { staysDownBecause } from '../../src/topology/stays-down.ts';
import { definitionOf } from '../topology/definitions.ts';
import { topologyOf } from '../topology/lab-topology.ts';

const responderOnly: Partial<Connection> = { connectionMode: 'ResponderOnly' };

/** One device with a habit. */
function withHabit(habit: Partial<Device>, connection: Partial<Connection> = {}): Definition {
  const definition = definitionOf({ devices: 1 });
  return {
    ...definition,
    connections: definition.connections.map((one) => ({ ...one, ...connection })),
    sites: definition.sites.map((site) => ({
      ...site,
      devices: site.devices.map((device) => ({ ...device, ...habit })),
    })),
  };
}

/** The same without BGP. */
function withStaticRoutes(habit: Partial<Device>): Definition {
  const definition = withHabit(habit, { enableBgp: false });
  return {
    ...definition,
    localNetworkGateways: definition.localNetworkGateways.map(({ bgpSettings: _, ...gateway }) => ({
      ...gateway,
      localNetworkAddressSpace: { addressPrefixes: ['10.2.0.0/16'] },
    })),
  };
}

const filesOfDevice = (definition: Definition) => {
  const plan = planNodes(topologyOf(definition), dataplaneNamed('kernel')).find(
    ({ node }) => node === 'device1',
  );
  return (name: string): string =>
    [...(plan?.files ?? [])].find(([path]) => path.endsWith(name))?.[1].content ?? '';
};

const settings = (text: string, name: string) =>
  [...text.matchAll(new RegExp(`^ *${name} = (.*)$`, 'gm'))].map(([, value]) => value);

test('a careful device calls for ever', (t) => {
  const file = filesOfDevice(withHabit({}, responderOnly));
  t.deepEqual(settings(file('swanctl.conf'), 'keyingtries'), ['0', '0']);
  t.deepEqual(settings(file('swanctl.conf'), 'dpd_action'), ['restart', 'restart']);
  t.not(file(paths.retry), '');
});

test('givesUpAfterTries: a silent peer is called so often, and nothing calls it later', (t) => {
  const definition = withHabit({ ipsec: { givesUpAfterTries: 3 } }, responderOnly);
  const file = filesOfDevice(definition);
  t.deepEqual(settings(file('swanctl.conf'), 'keyingtries'), ['3', '3']);
  t.deepEqual(settings(file('swanctl.conf'), 'dpd_action'), ['restart', 'restart']);
  t.is(file(paths.retry), '');
  // It still opens its tunnels when the lab comes up.
  t.regex(file(paths.connect), /--initiate/);
});

test('callsAgain: a tunnel that has ended stays down', (t) => {
  const definition = withHabit({ ipsec: { callsAgain: false } }, responderOnly);
  const file = filesOfDevice(definition);
  t.deepEqual(settings(file('swanctl.conf'), 'close_action'), ['none', 'none']);
  t.deepEqual(settings(file('swanctl.conf'), 'dpd_action'), ['clear', 'clear']);
  t.is(file(paths.retry), '');
  t.regex(file(paths.connect), /--initiate/);
});

test('a run says why redundancy does not come back, unless somebody else calls', (t) => {
  const missing = { tunnels: ['gw-0--device1'], nodes: [] };
  const because = (ipsec: Device['ipsec'], connection: Partial<Connection>) =>
    staysDownBecause(topologyOf(withHabit({ ...(ipsec && { ipsec }) }, connection)), missing);
  t.deepEqual(because({ callsAgain: false }, responderOnly), [
    'device1 does not call again by itself (callsAgain: false)',
  ]);
  t.deepEqual(because({ givesUpAfterTries: 3 }, responderOnly), [
    'device1 gives up after 3 tries (givesUpAfterTries)',
  ]);
  t.deepEqual(because({ callsAgain: false, initiates: true }, {}), []);
  t.deepEqual(because({}, responderOnly), []);
});

test('routesFollowTunnel: the tunnel keeps its address, and dead peer detection moves no flow', (t) => {
  for (const [habit, keeps] of [
    [{}, false],
    [{ routesFollowTunnel: false as const }, true],
  ] as const) {
    const definition = withHabit(habit);
    t.is(/updown = .* keep$/m.test(filesOfDevice(definition)('swanctl.conf')), keeps);
    t.is(filesOfDevice(definition)(paths.updown).includes('[keep]'), keeps);
    const topology = topologyOf(definition);
    const { recovery } = recoveryOf(topology, { nodes: [], tunnels: ['gw-0--device1'] });
    const point = recovery.find(({ node }) => node === 'device1');
    t.is(point?.dpd === undefined, keeps);
    t.deepEqual(point?.watches.tunnels, keeps ? [] : ['gw-0']);
    t.truthy(point?.bgp);
  }
});

test('routesFollowTunnel without BGP: no timer notices a dead tunnel', (t) => {
  const topology = topologyOf(withStaticRoutes({ routesFollowTunnel: false }));
  const { recovery } = recoveryOf(topology, { nodes: [], tunnels: ['gw-0--device1'] });
  const point = recovery.find(({ node }) => node === 'device1');
  t.is(point?.dpd, undefined);
  t.is(point?.bgp, undefined);
});

test('putsRoutesBack: the routes of a tunnel go with it for good', (t) => {
  const careful = filesOfDevice(withStaticRoutes({}));
  const careless = filesOfDevice(withStaticRoutes({ putsRoutesBack: false }));
  const [route = ''] = /^ip route .*$/m.exec(careless('staticd.conf')) ?? [];
  t.is(route, 'ip route 10.1.0.0/16 169.254.100.0');
  t.true(
    careless(paths.updown).includes(`ipsec0) timeout 5 vtysh -c 'configure terminal' -c 'no ${route}' ;;`),
  );
  t.regex(careless(paths.start), /chgrp root \/run\/frr\/\*\.vty/);
  t.false(careful(paths.updown).includes('vtysh'));
  t.notRegex(careful(paths.start), /chgrp/);
  t.deepEqual(
    staysDownBecause(topologyOf(withStaticRoutes({ putsRoutesBack: false })), {
      tunnels: [],
      nodes: ['device1'],
    }),
    ['device1 does not put its static routes back (putsRoutesBack: false)'],
  );
});

test('the verdict has the reason, too', (t) => {
  const trial = { redundancyRestoredMs: null, stillMissing: { what: 'a tunnel', because: ['it sleeps'] } };
  t.is(
    redundancyMiss(trial, { maxRedundancySeconds: 5 }),
    'full redundancy was not back within the time that the run allows, and the limit is 5 s (it sleeps)',
  );
});
