import test from 'ava';
import {
  canReturnElsewhere,
  connectionEnds,
  devicesBehind,
  parseTcpWays,
  type TcpWay,
  waysOf,
} from '../../../src/experiment/traffic/connection-ways.ts';
import { definitionOf } from '../../topology/definitions.ts';
import { topologyOf } from '../../topology/lab-topology.ts';

const topology = topologyOf(definitionOf());

/** `nft -j list table inet tunnels` with one set. */
const listing = (name: string, ...elements: readonly (readonly [string, string, number, number])[]): string =>
  JSON.stringify({
    nftables: [
      { metainfo: { version: '1.0.6' } },
      { set: { name, elem: elements.map((concat) => ({ elem: { val: { concat }, expires: 899 } })) } },
    ],
  });

const vm = '10.1.0.4';
const host = '10.2.0.10';

test('a way into a tunnel is one over the device at its end', (t) => {
  const atInstance = devicesBehind(topology, 'gw-0');
  t.deepEqual(
    [...atInstance],
    [
      ['tcp-ipsec0', 'device1'],
      ['tcp-ipsec1', 'device2'],
    ],
  );
  t.deepEqual(
    [...devicesBehind(topology, 'device2')],
    [
      ['tcp-ipsec0', 'device2'],
      ['tcp-ipsec1', 'device2'],
    ],
  );
  t.deepEqual(
    parseTcpWays(listing('tcp-ipsec1', [vm, host, 40001, 7001], [vm, host, 40001, 22]), atInstance),
    [{ client: `${vm}:40001`, server: `${host}:7001`, toServer: true, device: 'device2' }],
  );
  t.deepEqual(parseTcpWays(listing('tcp-ipsec0', [vm, host, 7001, 40002]), atInstance), [
    { client: `${host}:40002`, server: `${vm}:7001`, toServer: false, device: 'device1' },
  ]);
  t.deepEqual(parseTcpWays(listing('ipsec0', [vm, host, 40001, 7001]), atInstance), []);
});

test('a connection counts when both of its ways were seen, and once', (t) => {
  const way = (port: number, toServer: boolean, device: string): TcpWay => ({
    client: `${vm}:${port}`,
    server: `${host}:7001`,
    toServer,
    device,
  });
  const all = [
    way(1, true, 'device1'),
    way(1, false, 'device1'),
    way(2, true, 'device1'),
    way(2, false, 'device2'),
    way(3, true, 'device1'),
    way(4, true, 'device2'),
    way(4, false, 'device1'),
    { ...way(5, true, 'device1'), client: `${host}:5` },
  ];
  const siteOf = () => 'site';
  const ends = connectionEnds({ senderAddress: vm, receiverAddress: host, pairIndex: 0 });
  t.deepEqual(waysOf(ends, all, { earlier: [], siteOf }), { seen: 3, overAnotherDevice: 2 });
  t.deepEqual(waysOf(ends, all, { earlier: all.slice(0, 4), siteOf }), { seen: 1, overAnotherDevice: 1 });
  // Through two sites, each with one device.
  t.deepEqual(waysOf(ends, all, { earlier: [], siteOf: (device) => device }), {
    seen: 3,
    overAnotherDevice: 0,
  });
});

test('nothing can return elsewhere where every site has one device', (t) => {
  t.true(canReturnElsewhere(topology));
  t.false(canReturnElsewhere(topologyOf(definitionOf({ devices: 1 }))));
});
