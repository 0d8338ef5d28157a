import test from 'ava';
import fc from 'fast-check';
import { parseAgentLine } from '../../../src/observations/events/parse-agent-line.ts';
import { recordedLines } from './recorded.ts';

const cases: Readonly<Record<string, readonly [string, object]>> = {
  'a node that is ready': ['{"t":3777399631408,"kind":"ready"}', { kind: 'ready' }],
  'a node that failed': [
    '{"t":1855064525811,"kind":"failed","status":"exit 3"}',
    { kind: 'failed', end: { exitCode: 3 } },
  ],
  'a daemon that ended': [
    '{"t":1855064525811,"kind":"exit","program":"bgpd","status":"signal 9"}',
    { kind: 'exit', program: 'bgpd', end: { signal: 9 } },
  ],
  'a route with several next hops': [
    '{"t":3778466730108,"kind":"route","prefix":"10.51.0.0/16","hops":[{"gateway":"10.52.255.253","interface":"ipsec0"},{"gateway":"10.52.255.254","interface":"ipsec1"}]}',
    {
      kind: 'route',
      prefix: '10.51.0.0/16',
      nextHops: [
        { gateway: '10.52.255.253', interface: 'ipsec0' },
        { gateway: '10.52.255.254', interface: 'ipsec1' },
      ],
    },
  ],
  'a route on a wire': [
    '{"t":3777538766914,"kind":"route","prefix":"10.52.255.253/32","hops":[{"interface":"ipsec0"}]}',
    { kind: 'route', prefix: '10.52.255.253/32', nextHops: [{ interface: 'ipsec0' }] },
  ],
  'a route that is gone': [
    '{"t":3777538766914,"kind":"route","prefix":"10.52.255.253/32","hops":[]}',
    { kind: 'route', prefix: '10.52.255.253/32', nextHops: [] },
  ],
  'a link that was removed': [
    '{"t":3790978186170,"kind":"carrier","interface":"vnet1gw-0","up":false,"gone":true}',
    { kind: 'carrier', interface: 'vnet1gw-0', up: false },
  ],
  'an address that came': [
    '{"t":3777538752082,"kind":"address","interface":"ipsec0","address":"10.12.255.4/32","present":true}',
    { kind: 'address', interface: 'ipsec0', address: '10.12.255.4/32', present: true },
  ],
  'an IKE SA that came up': [
    '{"t":3777513343632,"kind":"ike","vici":"device1","connection":"device1","up":true}',
    { kind: 'ike', tunnel: 'device1', up: true },
  ],
  'a child SA that went down': [
    '{"t":3787508441971,"kind":"child","vici":"charon","connection":"vnet1gw-0","child":"net","up":false}',
    { kind: 'child', tunnel: 'vnet1gw-0', up: false },
  ],
  'packets through a tunnel': [
    '{"t":24157047403055,"kind":"counters","interface":"ipsec0","in":1205,"out":1199}',
    { kind: 'counters', interface: 'ipsec0', in: 1205, out: 1199 },
  ],
  'a kernel that had too much to tell': ['{"t":1,"kind":"overrun"}', { kind: 'overrun' }],
  'a BGP session that came up': [
    '{"t":3778332492690,"kind":"log","program":"bgpd","text":"[N9HHH-F8H1M] %ADJCHANGE: neighbor 10.51.0.1(site5) in vrf default Up"}',
    { kind: 'bgp', neighbor: '10.51.0.1', up: true },
  ],
  'a BGP session whose next hop is gone': [
    '{"t":3787529275630,"kind":"log","program":"bgpd","text":"[PXVXG-TFNNT] %ADJCHANGE: neighbor 10.12.255.4(vnet1gw-0) in vrf default Down Waiting for NHT"}',
    { kind: 'bgp', neighbor: '10.12.255.4', up: false, reason: 'Waiting for NHT' },
  ],
  'a BGP session that was closed from here': [
    '{"t":3790401276379,"kind":"log","program":"bgpd","text":"[PXVXG-TFNNT] %ADJCHANGE: neighbor 10.12.255.4(vnet1gw-0) in vrf default Down BGP Notification send"}',
    { kind: 'bgp', neighbor: '10.12.255.4', up: false, reason: 'BGP Notification send' },
  ],
  'a BGP session with a peer that never said its name': [
    '{"t":1,"kind":"log","program":"bgpd","text":"[PXVXG-TFNNT] %ADJCHANGE: neighbor 10.12.255.4(Unknown) in vrf default Down Peer closed the session"}',
    { kind: 'bgp', neighbor: '10.12.255.4', up: false, reason: 'Peer closed the session' },
  ],
  'a BFD session that came up': [
    '{"t":3778194179882,"kind":"log","program":"bfdd","text":"[J1C6V-VMRW5] state-change: [mhop:no peer:10.12.255.5 local:0.0.0.0 vrf:default] down -> up"}',
    { kind: 'bfd', neighbor: '10.12.255.5', up: true },
  ],
  'a BFD session that went down': [
    '{"t":1,"kind":"log","program":"bfdd","text":"[SEY1D-NT8EQ] state-change: [mhop:no peer:10.12.255.4 local:10.12.255.1 vrf:default ifname:gatewaysubnet] up -> down reason:control-expired"}',
    { kind: 'bfd', neighbor: '10.12.255.4', up: false, reason: 'control-expired' },
  ],
  'a word of charon': [
    '{"t":2,"kind":"log","program":"charon","text":"05[IKE] giving up after 4 retransmits"}',
    { kind: 'log', program: 'charon', text: '05[IKE] giving up after 4 retransmits' },
  ],
  'a BFD session that is only starting': [
    '{"t":3,"kind":"log","program":"bfdd","text":"[J1C6V-VMRW5] state-change: [mhop:no peer:10.12.255.5 local:0.0.0.0 vrf:default] down -> init"}',
    {
      kind: 'log',
      program: 'bfdd',
      text: '[J1C6V-VMRW5] state-change: [mhop:no peer:10.12.255.5 local:0.0.0.0 vrf:default] down -> init',
    },
  ],
  'another daemon that quotes bgpd': [
    '{"t":4,"kind":"log","program":"","text":"%ADJCHANGE: neighbor 10.51.0.1(site5) in vrf default Up"}',
    { kind: 'log', program: '', text: '%ADJCHANGE: neighbor 10.51.0.1(site5) in vrf default Up' },
  ],
};

for (const [what, [line, event]] of Object.entries(cases)) {
  test(`the agent tells of ${what}`, (t) => {
    const { t: time } = JSON.parse(line);
    t.deepEqual<unknown, unknown>(parseAgentLine('node', line), { node: 'node', time, ...event });
  });
}

test('time counts from the epoch', (t) => {
  t.is(parseAgentLine('n', '{"t":3777399631408,"kind":"ready"}', 3_777_399_000_000)?.time, 631_408);
});

const junk = [
  '',
  'Graceful restart configuration changed, reset all peers to take effect',
  '2026/11/22 21:10:24 ZEBRA: [NNACN-54BDA][EC 4043309110] Disabling MPLS support (no kernel support)',
  '{"t":1,"kind":"rea',
  '{"t":1,"kind":"news"}',
  '{"t":"1","kind":"ready"}',
  '{"kind":"ready"}',
  '{"t":1,"kind":"route","prefix":"10.0.0.0/8"}',
  '[]',
  'null',
  '1',
];

for (const line of junk) {
  test(`a line that is not the agent's is not an event: ${line || '(empty)'}`, (t) => {
    t.is(parseAgentLine('node', line), undefined);
  });
}

test('property: no line whatsoever is an exception', (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
      parseAgentLine('node', line);
    }),
  );
  t.pass();
});

test('a real run: every line of the agent is an event, and no session change stays a log line', (t) => {
  for (const node of [
    'device1',
    'device2',
    'testvnet1',
    'site5',
    'vnet1gw-0',
    'vnet1gw-1',
    'internet',
    'vm',
  ]) {
    for (const line of recordedLines(node)) {
      const event = parseAgentLine(node, line);
      t.is(event !== undefined, line.startsWith('{'), line);
      t.not(event?.kind, 'log', line);
    }
  }
});

test('a real run: how device1 saw the crash of vnet1gw-0', (t) => {
  const told = recordedLines('device1').flatMap(
    (line) => parseAgentLine('device1', line, 3_784_323_445_751) ?? [],
  );
  t.deepEqual(
    told
      .filter(({ time, kind }) => time > 0 && kind !== 'carrier')
      .map(
        ({ node, time, ...what }) =>
          `${Math.round(time / 1e6)} ms: ${Object.values(what).map(short).join(' ')}`,
      ),
    [
      '3185 ms: ike vnet1gw-0 false',
      '3185 ms: child vnet1gw-0 false',
      '3191 ms: address ipsec0 10.52.255.253/32 false',
      '3192 ms: route 10.12.255.4/32 []',
      '3206 ms: bgp 10.12.255.4 false Waiting for NHT',
      '3266 ms: route 10.12.0.0/16 [{"gateway":"10.12.255.5","interface":"ipsec1"}]',
      '3266 ms: route 10.11.0.0/16 [{"gateway":"10.12.255.5","interface":"ipsec1"}]',
      '7064 ms: ike vnet1gw-0 true',
      '7066 ms: child vnet1gw-0 true',
      '7068 ms: address ipsec0 10.52.255.253/32 true',
      '7068 ms: route 10.12.255.4/32 [{"interface":"ipsec0"}]',
      '7971 ms: bgp 10.12.255.4 true',
      '8075 ms: route 10.11.0.0/16 [{"gateway":"10.12.255.4","interface":"ipsec0"},{"gateway":"10.12.255.5","interface":"ipsec1"}]',
      '8075 ms: route 10.12.0.0/16 [{"gateway":"10.12.255.4","interface":"ipsec0"},{"gateway":"10.12.255.5","interface":"ipsec1"}]',
    ],
  );
});

const short = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
