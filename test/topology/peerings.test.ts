import test from 'ava';
import { effectiveRoutes } from '../../src/azure-view/effective-routes.ts';
import { machineOfNic } from '../../src/azure-view/machines.ts';
import { effectiveRoutesResult } from '../../src/azure-view/output/layouts.ts';
import { printed } from '../../src/azure-view/output/printed.ts';
import { addressBatch } from '../../src/nodes/addresses.ts';
import { instanceFrr } from '../../src/nodes/frr/frr-instance.ts';
import { silentRouterNftables } from '../../src/nodes/packet-filter/nftables.ts';
import { expectedRoutes } from '../../src/topology/expected-routes.ts';
import { instancesOf, nodeNamed } from '../../src/topology/find.ts';
import { reachability } from '../../src/topology/reach/reachability.ts';
import { azureLabOf } from '../azure-view/support/plan-lab.ts';
import { hubAndSpokes } from './hub-and-spokes.ts';
import { topologyOf } from './lab-topology.ts';

const topology = topologyOf(hubAndSpokes({ bgp: true }));

test('a hub has one router, with the subnets of its spokes', (t) => {
  t.deepEqual(
    topology.nodes.flatMap(({ name, role }) => (role === 'virtual-network' ? [name] : [])),
    ['quay'],
  );
  t.deepEqual(
    nodeNamed(topology, 'quay').bridges.map(({ name, address }) => `${name} ${address}`),
    ['ops 10.40.1.1', 'gatewaysubnet 10.40.255.1', 'apps 10.41.1.1', 'apps-1 10.42.1.1'],
  );
});

test('the gateway announces the spokes, takes nothing inside them from a site, and routes to them', (t) => {
  const [instance] = instancesOf(topology);
  if (!instance) throw new Error('the lab has an instance');
  const bgpd = instanceFrr(instance, topology).get('bgpd') ?? '';
  for (const prefix of ['10.40.0.0/16', '10.41.0.0/16', '10.42.0.0/16', '10.43.0.0/16']) {
    t.true(bgpd.includes(`  network ${prefix}\n`));
    t.true(bgpd.includes(` deny ${prefix} le 32\n`));
  }
  t.true(addressBatch(instance).includes('route add 10.42.0.0/16 via 10.40.255.1'));
  const ofDevice = expectedRoutes(topology).filter(({ nodes }) => nodes.includes('crane'));
  t.true(ofDevice.some(({ prefix }) => prefix === '10.43.0.0/16'));
});

test('without BGP a device has static routes to the spokes', (t) => {
  const { tunnels } = topologyOf(hubAndSpokes({ bgp: false }));
  const device = tunnels.flatMap(({ ends }) => ends).find(({ side }) => side === 'device');
  t.deepEqual(device?.staticRoutes, ['10.40.0.0/16', '10.41.0.0/16', '10.42.0.0/16', '10.43.0.0/16']);
});

test('machines of spokes reach the hub and the site, and of other spokes those that are their peers', (t) => {
  const { pairs, ends } = reachability(topology);
  const pair = (from: string, to: string) => pairs.find((one) => one.from === from && one.to === to);
  t.like(pair('app1', 'desk'), { reaches: true, ways: [['quaytoyard']] });
  t.like(pair('desk', 'app2'), { reaches: true });
  t.like(pair('app1', 'jump'), { reaches: true, ways: [[]] });
  t.like(pair('app1', 'app2'), {
    reaches: false,
    reason: 'peering-not-transitive',
    text: 'east and west are peered with Quay, not with each other, and peering is not transitive',
  });
  t.is(ends.find(({ name }) => name === 'app1')?.network, 'east');
  const { pairs: ofPeers } = reachability(topologyOf(hubAndSpokes({ bgp: true, peers: true })));
  t.like(
    ofPeers.find(({ from, to }) => from === 'app1' && to === 'app2'),
    { reaches: true },
  );
});

test('the router drops what goes from spoke to spoke, unless they are peers', (t) => {
  const rules = silentRouterNftables(nodeNamed(topology, 'quay'), topology);
  t.true(rules.includes('    ip saddr { 10.41.0.0/16 } ip daddr { 10.42.0.0/16, 10.43.0.0/16 } drop\n'));
  t.true(rules.includes('    ip saddr { 10.42.0.0/16, 10.43.0.0/16 } ip daddr { 10.41.0.0/16 } drop\n'));
  const peers = topologyOf(hubAndSpokes({ bgp: true, peers: true }));
  t.false(silentRouterNftables(nodeNamed(peers, 'quay'), peers).includes('table inet spokes'));
});

test('the effective routes of a machine name the peers of its own virtual network', (t) => {
  const lab = azureLabOf(hubAndSpokes({ bgp: true }));
  const insideAzure = (machine: string) =>
    printed(effectiveRoutesResult(effectiveRoutes(lab, machineOfNic(lab, `${machine}VMNic`))), 'table')
      .split('\n')
      .filter((line) => /Vnet/i.test(line))
      .map((line) => line.split(/\s+/).slice(2, 4).join(' '));
  t.deepEqual(insideAzure('jump'), [
    '10.40.0.0/16 VnetLocal',
    '10.41.0.0/16 VNetPeering',
    '10.42.0.0/16 VNetPeering',
    '10.43.0.0/16 VNetPeering',
  ]);
  t.deepEqual(insideAzure('app1'), ['10.41.0.0/16 VnetLocal', '10.40.0.0/16 VNetPeering']);
});
