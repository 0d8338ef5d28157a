import test from 'ava';
import { type NodeStatus, nodeStatusSchema } from '../../../src/lab/status/node-status.ts';
import { parseNodeStatus } from '../../../src/lab/status/parse-node-status.ts';
import { statusScript } from '../../../src/nodes/scripts/status-script.ts';
import {
  arrivals,
  bgpSummary,
  clientSa,
  clock,
  connectingSa,
  ipAddresses,
  ipRoutes,
  noSa,
  oneSa,
} from './status-output.ts';

const begin = `== clock\n${clock}== ready\n`;
const whole = `${begin}== tunnels\n${oneSa}== tunnels\n${connectingSa}== arrivals\n${arrivals}== sessions\n${bgpSummary}== routes\n${ipRoutes}== interfaces\n${ipAddresses}`;

test("a node's output is parsed: tunnels of every charon, BGP sessions, routes", (t) => {
  const expected: NodeStatus = {
    node: 'vnet1gw-0',
    clock: { monotonicNs: 965307938060, utcMs: 1795802529085 },
    ready: true,
    silent: [],
    tunnels: [
      {
        peer: 'vnet1gw-1',
        ike: 'ESTABLISHED',
        child: 'INSTALLED',
        ikeProposal: 'AES_CBC/256/HMAC_SHA2_256_128/MODP_1024',
        espProposal: 'AES_GCM_16/256',
        establishedSeconds: 228,
        bytesIn: 3750,
        bytesOut: 9044,
      },
      {
        peer: 'device2',
        ike: 'CONNECTING',
        child: 'none',
        ikeProposal: '',
        espProposal: '',
        establishedSeconds: 0,
        bytesIn: 0,
        bytesOut: 0,
      },
    ],
    sessions: [
      {
        neighbor: '10.12.255.5',
        remoteAs: 65010,
        state: 'Established',
        upSeconds: 31,
        prefixesReceived: 4,
        prefixesSent: 4,
      },
      {
        neighbor: '10.52.255.254',
        remoteAs: 65050,
        state: 'Active',
        upSeconds: 0,
        prefixesReceived: 0,
        prefixesSent: 0,
      },
    ],
    routes: [
      { prefix: '0.0.0.0/0', nextHops: [{ gateway: '203.0.113.1', interface: 'wan0' }] },
      { prefix: '10.8.0.0/16', nextHops: [] },
      {
        prefix: '10.51.0.0/16',
        nextHops: [
          { gateway: '10.52.255.253', interface: 'ipsec0' },
          { gateway: '10.52.255.254', interface: 'ipsec1' },
        ],
      },
      { prefix: '10.52.255.253/32', nextHops: [{ interface: 'ipsec0' }] },
      { prefix: '203.0.113.0/24', nextHops: [{ interface: 'wan0' }] },
    ],
    interfaces: [
      { interface: 'lo', addresses: ['127.0.0.1/8'], packetsIn: 0, packetsOut: 0, quietSeconds: null },
      {
        interface: 'wan0',
        addresses: ['203.0.113.10/24', '203.0.113.12/32'],
        packetsIn: 412,
        packetsOut: 398,
        quietSeconds: null,
      },
      { interface: 'ipsec0', addresses: [], packetsIn: 49, packetsOut: 146, quietSeconds: 1.5 },
    ],
  };
  const status = parseNodeStatus('vnet1gw-0', whole);
  t.deepEqual(status, expected);
  t.deepEqual(nodeStatusSchema.parse(status), expected);
});

test('a charon with two tunnels lists both', (t) => {
  const both = oneSa.replace(
    'list-sas reply',
    `${oneSa.split('\n')[0]?.replace('vnet1gw-1', 'vnet1gw-0')}\nlist-sas reply`,
  );
  const { tunnels } = parseNodeStatus('device1', `${begin}== tunnels\n${both}`);
  t.deepEqual(
    tunnels.map(({ peer, child }) => [peer, child]),
    [
      ['vnet1gw-1', 'INSTALLED'],
      ['vnet1gw-0', 'INSTALLED'],
    ],
  );
});

test('a gateway names its clients, by certificate or by user name, and the address of each', (t) => {
  const byName = clientSa.replace('remote-id=laptop2', 'remote-id=198.51.100.11 remote-eap-id=alice');
  const clients = [clientSa, byName].map(
    (sa) => parseNodeStatus('vnet1gw-0', `${begin}== tunnels\n${sa}`).tunnels[0]?.client,
  );
  t.deepEqual(clients, [
    { name: 'laptop2', address: '172.16.201.3' },
    { name: 'alice', address: '172.16.201.3' },
  ]);
});

test('a charon without SAs, and a router that has not started BGP, have nothing', (t) => {
  const status = parseNodeStatus('n', `${begin}== tunnels\n${noSa}== sessions\n{}\n== routes\n[]\n`);
  t.like(status, { ready: true, tunnels: [], sessions: [], routes: [], interfaces: [] });
});

test('a daemon that does not answer is silent, and the rest is parsed', (t) => {
  const output = `${begin}== tunnels\n\n== silent\ncharon of device2\n== sessions\nbgpd is not running\n\n== silent\nbgpd\n== routes\n${ipRoutes}`;
  const { tunnels, sessions, routes, silent } = parseNodeStatus('n', output);
  t.deepEqual([tunnels, sessions, routes.length], [[], [], 5]);
  t.deepEqual(silent, ['charon of device2', 'bgpd']);
});

test('bgpd is silent too if vtysh ended well, and said in words that bgpd does not run', (t) => {
  const { sessions, silent } = parseNodeStatus('n', `${begin}== sessions\nbgpd is not running\n`);
  t.deepEqual([sessions, silent], [[], ['bgpd']]);
});

test('a node that is not ready reports only its clocks', (t) => {
  t.like(parseNodeStatus('n', `== clock\n${clock}`), { ready: false, clock: { monotonicNs: 965307938060 } });
});

test('output that is not JSON is an error', (t) => {
  t.throws(() => parseNodeStatus('n', `${begin}== routes\nip: no kernel\n`), {
    instanceOf: SyntaxError,
  });
  t.throws(() => parseNodeStatus('n', `${begin}== routes\n{"dst":1}\n`));
  t.throws(() => parseNodeStatus('n', `== clock\nno such program\n`));
});

test('the headings are those that the status script prints', (t) => {
  const charon = {
    strongswanConf: '/c',
    viciSocket: '/s',
    openSocket: '/o',
    name: 'c',
    swanctlConf: '/w',
    heldFolder: '/h',
    tunnels: [],
    retransmission: { retransmitSeconds: 1, retransmitTries: 1 },
    options: { plugins: [], daemonLines: [], pluginLines: [], connectionLines: () => [] },
  };
  const script = statusScript({ charons: [charon], routing: true });
  const headings = [...script.matchAll(/echo "== (\w+)"/g)].map(([, name]) => name);
  t.deepEqual(headings, ['clock', 'ready', 'tunnels', 'arrivals', 'sessions', 'routes', 'interfaces']);
  t.true(script.includes('echo "== tunnels"\nSTRONGSWAN_CONF=/c swanctl'));
});

test('a tunnel with a child SA for each traffic selector is up while one of them is, and has the bytes of all', (t) => {
  const [before = '', sa = ''] = oneSa.trimEnd().split('child-sas {');
  const net = sa.slice(0, sa.indexOf('}') + 1);
  const old = net.replaceAll('net-1', 'net2-2').replace('INSTALLED', 'REKEYED');
  const both = `${before}child-sas {${old} ${net}}}}\nlist-sas reply {}\n`;
  const [tunnel] = parseNodeStatus('vnet1gw-0', `${begin}== tunnels\n${both}`).tunnels;
  t.like(tunnel, { child: 'INSTALLED', bytesIn: 2 * 3750, bytesOut: 2 * 9044 });
});
