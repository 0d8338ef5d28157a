import test from 'ava';
import fc from 'fast-check';
import type { Connection } from '../../src/definition/definition.ts';
import { type DpdTimers, dpdTimeoutSeconds, profileNamed } from '../../src/definition/profile.ts';
import { dpdTimersOf } from '../../src/topology/dpd-timers.ts';
import { longestTimers } from '../../src/topology/longest-timers.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { dualRedundancy, quickAndSlow } from './definitions.ts';
import { labDefinition, labTopology, topologyOf } from './lab-topology.ts';

const azure = profileNamed('azure');
const fast = profileNamed('fast');

const inWords = (dpd: DpdTimers | undefined): string =>
  dpd ? `${dpd.delaySeconds} + ${dpd.retransmitTries + 1} x ${dpd.retransmitSeconds}` : 'none';

/** `gw-0: 4 + 5 x 1, device1: 4 + 5 x 1`, by tunnel. */
const dpdOf = ({ tunnels }: Topology): Record<string, string> =>
  Object.fromEntries(
    tunnels.map(({ name, ends }) => [name, ends.map((end) => `${end.name}: ${inWords(end.dpd)}`).join(', ')]),
  );

test('tunnels without their own timeout, and clients, have the DPD timers of the profile', (t) => {
  for (const profile of [azure, fast]) {
    for (const lab of ['dual-redundancy', 'point-to-site', 'vnet-to-vnet']) {
      const { tunnels, pointToSite, nodes } = labTopology(lab, profile.name);
      for (const { ends } of tunnels) for (const { dpd } of ends) t.deepEqual(dpd, profile.dpd);
      for (const { dpd } of pointToSite) t.deepEqual(dpd, profile.dpd);
      for (const node of nodes) if (node.role === 'client') t.deepEqual(node.dpd, profile.dpd);
    }
  }
});

test('different timeouts at one gateway share the retransmission of the quickest; each device divides its own', (t) => {
  t.deepEqual(dpdOf(topologyOf(quickAndSlow(), 'azure')), {
    'gw-0--device1': 'gw-0: 4 + 5 x 1, device1: 4 + 5 x 1',
    'gw-1--device1': 'gw-1: 4 + 5 x 1, device1: 4 + 5 x 1',
    'gw-0--device2': 'gw-0: 115 + 5 x 1, device2: 54 + 5 x 13.2',
    'gw-1--device2': 'gw-1: 115 + 5 x 1, device2: 54 + 5 x 13.2',
  });
});

test('connections with and without a timeout share a retransmission', (t) => {
  const definition = quickAndSlow();
  const connections = definition.connections.map(({ dpdTimeoutSeconds: timeout, ...connection }) =>
    timeout === 120 ? { ...connection, dpdTimeoutSeconds: timeout } : connection,
  );
  const dpd = dpdOf(topologyOf({ ...definition, connections }, 'fast'));
  t.is(dpd['gw-0--device1'], 'gw-0: 1 + 4 x 0.5, device1: 1 + 4 x 0.5');
  t.is(dpd['gw-0--device2'], 'gw-0: 118 + 4 x 0.5, device2: 54 + 5 x 13.2');
});

test('VNet-to-VNet: each end has the timeout of its own connection, and does not share it', (t) => {
  const definition = labDefinition('vnet-to-vnet');
  const timeouts = [9, 120];
  const connections = definition.connections.map((connection, index) => ({
    ...connection,
    dpdTimeoutSeconds: timeouts[index] ?? 45,
  }));
  const dpd = Object.values(dpdOf(topologyOf({ ...definition, connections })));
  t.true(dpd.length > 0);
  for (const text of dpd) t.regex(text, /^vnet1gw-\d: 4 \+ 5 x 1, vnet2gw-\d: 54 \+ 5 x 13\.2$/);
});

test('a device with connections to two gateways shares one retransmission for both', (t) => {
  const definition = quickAndSlow();
  const [gateway] = definition.virtualNetworkGateways;
  const [network] = definition.virtualNetworks;
  const [quick, slow] = definition.connections;
  if (!gateway || !network || !quick || !slow) return t.fail('the fixture has them');
  const topology = topologyOf({
    ...definition,
    virtualNetworks: [network, { ...network, name: 'vnet2' }],
    virtualNetworkGateways: [gateway, { ...gateway, name: 'gw2', virtualNetwork: 'vnet2' }],
    connections: [quick, { ...slow, virtualNetworkGateway1: 'gw2', localNetworkGateway2: 'lng1' }],
  });
  t.is(dpdOf(topology)['gw-0--device1'], 'gw-0: 4 + 5 x 1, device1: 4 + 5 x 1');
  t.is(dpdOf(topology)['gw2-0--device1'], 'gw2-0: 54 + 5 x 13.2, device1: 115 + 5 x 1');
});

test('a local network gateway may have the name of the gateway at the other end', (t) => {
  const definition = quickAndSlow();
  const rename = (name: string) => (name === 'lng1' ? 'gw' : name);
  const { tunnels } = topologyOf({
    ...definition,
    localNetworkGateways: definition.localNetworkGateways.map((each) => ({
      ...each,
      name: rename(each.name),
    })),
    connections: definition.connections.map((each) => ({
      ...each,
      localNetworkGateway2: rename(each.localNetworkGateway2 ?? ''),
    })),
    sites: definition.sites.map((site) => ({
      ...site,
      devices: site.devices.map((each) => ({
        ...each,
        localNetworkGateway: rename(each.localNetworkGateway),
      })),
    })),
  });
  t.deepEqual(
    tunnels.map(({ name }) => name),
    ['gw-0--device1', 'gw-1--device1', 'gw-0--device2', 'gw-1--device2'],
  );
});

test('property: every connection keeps its timeout, and all at one end share a retransmission', (t) => {
  const timeouts = fc.array(fc.option(fc.integer({ min: 9, max: 3600 }), { nil: undefined }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(timeouts, fc.constantFrom(azure, fast), (wanted, { dpd: usual }) => {
      const connections = wanted.map((timeout): Connection => {
        return { ...aConnection, ...(timeout !== undefined && { dpdTimeoutSeconds: timeout }) };
      });
      const timers = connections.map((connection) => dpdTimersOf(connection, connections, usual));
      return timers.every((dpd, index) => {
        const timeout = wanted[index] ?? dpdTimeoutSeconds(usual);
        return (
          Math.abs(dpdTimeoutSeconds(dpd) - timeout) < 1e-9 &&
          Number.isInteger(dpd.delaySeconds) &&
          dpd.delaySeconds >= 1 &&
          dpd.retransmitSeconds === timers[0]?.retransmitSeconds &&
          dpd.retransmitTries === timers[0]?.retransmitTries
        );
      });
    }),
  );
  t.pass();
});

test('both ends of a BGP session have the timers of the profile, and only tunnels have no BFD', (t) => {
  const { sessions } = topologyOf(dualRedundancy(), 'azure');
  for (const { kind, ends, bfd } of sessions) {
    for (const { timers } of ends) t.deepEqual(timers, azure.bgp);
    const expected = {
      tunnel: undefined,
      site: azure.siteBfd,
      sibling: azure.healthProbe,
      platform: azure.healthProbe,
    };
    t.deepEqual(bfd, expected[kind], kind);
  }
});

test('floating addresses have the takeover timers of the profile', (t) => {
  const { floating } = labTopology('active-standby', 'azure');
  t.deepEqual(
    floating.map(({ takeover }) => takeover),
    [azure.takeover],
  );
});

test("the longest timers are those of the slowest connection, not the profile's", (t) => {
  t.deepEqual(longestTimers(topologyOf(dualRedundancy(), 'fast')), {
    periodSeconds: 3,
    dpdTimeoutSeconds: 3,
    bgpHoldSeconds: 9,
  });
  t.deepEqual(longestTimers(topologyOf(quickAndSlow(), 'fast')), {
    periodSeconds: 115,
    dpdTimeoutSeconds: 120,
    bgpHoldSeconds: 9,
  });
});

const aConnection: Connection = {
  name: 'connection',
  virtualNetworkGateway1: 'gw',
  enableBgp: true,
  sharedKey: 'SecretKey',
  connectionMode: 'Default',
};
