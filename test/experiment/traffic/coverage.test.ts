import test from 'ava';
import { countedSince, parseTunnelCounts, pathOfFlow } from '../../../src/experiment/traffic/coverage.ts';

/** `nft -j list table inet tunnels` of vnet1gw-0, nftables 1.0.6; ipsec1 has carried nothing yet. */
const listing = JSON.stringify({
  nftables: [
    { metainfo: { version: '1.0.6', release_name: 'Lester Gooch #5', json_schema_version: 1 } },
    { table: { family: 'inet', name: 'tunnels', handle: 1 } },
    {
      set: {
        family: 'inet',
        name: 'ipsec0',
        table: 'tunnels',
        type: ['ipv4_addr', 'ipv4_addr', 'inet_service', 'inet_service'],
        handle: 2,
        size: 4096,
        flags: ['dynamic'],
        elem: [
          element('10.11.0.4', '10.51.0.10', 27186, 136),
          element('10.11.0.4', '10.51.0.10', 27187, 3),
          element('10.11.0.4', '10.51.0.10', 27185, 700),
          element('10.11.0.4', '10.51.0.10', 27190, 700),
          element('10.11.0.5', '10.51.0.10', 27188, 99),
          element('10.11.0.4', '10.51.0.11', 27189, 99),
        ],
        stmt: [{ counter: null }],
      },
    },
    {
      set: {
        family: 'inet',
        name: 'ipsec1',
        table: 'tunnels',
        type: ['ipv4_addr', 'ipv4_addr', 'inet_service', 'inet_service'],
        handle: 3,
        size: 4096,
        flags: ['dynamic'],
        stmt: [{ counter: null }],
      },
    },
    {
      set: {
        family: 'inet',
        name: 'other',
        table: 'tunnels',
        elem: [element('10.11.0.4', '10.51.0.10', 1, 1)],
      },
    },
    {
      chain: {
        family: 'inet',
        table: 'tunnels',
        name: 'forward',
        handle: 4,
        type: 'filter',
        hook: 'forward',
        prio: -150,
      },
    },
    { rule: { family: 'inet', table: 'tunnels', chain: 'forward', handle: 5, expr: [] } },
  ],
});

const names = new Map([
  ['ipsec0', 'vnet1gw-0--device1'],
  ['ipsec1', 'vnet1gw-0--device2'],
]);
const path = {
  senderAddress: '10.11.0.4',
  receiverAddress: '10.51.0.10',
  sourcePorts: [27_186, 27_187, 27_188, 27_189],
};

test('the counters of nftables say which flow went into which tunnel; other traffic and earlier flows do not count', (t) => {
  t.deepEqual(parseTunnelCounts(listing, names, path), [
    { tunnel: 'vnet1gw-0--device1', sourcePort: 27186, packets: 136 },
    { tunnel: 'vnet1gw-0--device1', sourcePort: 27187, packets: 3 },
  ]);
});

test('a node that has forwarded nothing has no counts', (t) => {
  t.deepEqual(parseTunnelCounts('{"nftables":[{"metainfo":{"version":"1.0.6"}}]}', names, path), []);
});

test('text that is not a listing of nftables is an error', (t) => {
  t.throws(() => parseTunnelCounts('Error: No such file or directory', names, path));
  t.throws(() => parseTunnelCounts('{}', names, path));
});

const count = (tunnel: string, sourcePort: number, packets: number, distance = 0) => ({
  tunnel,
  sourcePort,
  packets,
  distance,
});

test('the tunnel of a flow is the one that took most of its packets', (t) => {
  const paths = pathOfFlow([
    count('a', 1, 3),
    count('b', 1, 136),
    count('c', 1, 2),
    count('a', 2, 10),
    count('b', 3, 0),
  ]);
  t.deepEqual(
    [...paths],
    [
      [1, 'b'],
      [2, 'a'],
    ],
  );
});

test('a port that an earlier flow had is in the tunnel that counts now', (t) => {
  const before = [count('a', 1, 500), count('b', 1, 2)];
  const now = [count('a', 1, 500), count('b', 1, 120), count('b', 2, 118)];
  t.deepEqual(
    [...pathOfFlow(countedSince(before, now))],
    [
      [1, 'b'],
      [2, 'b'],
    ],
  );
});

test('a flow through two tunnels has both, in the order of its path, whichever node counted first', (t) => {
  const paths = pathOfFlow([
    count('far', 1, 99, 1),
    count('near', 1, 100, 0),
    count('other far', 1, 4, 1),
    count('other near', 2, 50, 0),
    count('far', 2, 50, 1),
  ]);
  t.deepEqual(
    [...paths],
    [
      [1, 'near > far'],
      [2, 'other near > far'],
    ],
  );
});

function element(source: string, destination: string, sourcePort: number, packets: number) {
  return {
    elem: {
      val: { concat: [source, destination, sourcePort, 7000] },
      counter: { packets, bytes: 52 * packets },
    },
  };
}
