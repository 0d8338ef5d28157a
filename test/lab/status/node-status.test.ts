import test from 'ava';
import { type NodeStatus, parseNodeStatus } from '../../../src/lab/status/node-status.ts';
import { statusScript } from '../../../src/nodes/scripts/status-script.ts';
import { bgpSummary, clientSa, connectingSa, ipRoutes, noSa, oneSa } from './status-output.ts';

const whole = `== tunnels\n${oneSa}== tunnels\n${connectingSa}== sessions\n${bgpSummary}== routes\n${ipRoutes}`;

test('what a node prints is read: tunnels of every charon, BGP sessions, routes', (t) => {
  const expected: NodeStatus = {
    node: 'vnet1gw-0',
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
  };
  t.deepEqual(parseNodeStatus('vnet1gw-0', whole), expected);
});

test('a charon with two tunnels lists both', (t) => {
  const both = oneSa.replace(
    'list-sas reply',
    `${oneSa.split('\n')[0]?.replace('vnet1gw-1', 'vnet1gw-0')}\nlist-sas reply`,
  );
  const { tunnels } = parseNodeStatus('device1', `== tunnels\n${both}`);
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
    (sa) => parseNodeStatus('vnet1gw-0', `== tunnels\n${sa}`).tunnels[0]?.client,
  );
  t.deepEqual(clients, [
    { name: 'laptop2', address: '172.16.201.3' },
    { name: 'alice', address: '172.16.201.3' },
  ]);
});

test('a charon without SAs, and a router that has not started BGP, have nothing', (t) => {
  t.deepEqual(parseNodeStatus('n', `== tunnels\n${noSa}== sessions\n{}\n== routes\n[]\n`), {
    node: 'n',
    tunnels: [],
    sessions: [],
    routes: [],
  });
});

test('what is no JSON is an error', (t) => {
  t.throws(() => parseNodeStatus('n', '== sessions\nvtysh: no daemon\n'), { instanceOf: SyntaxError });
  t.throws(() => parseNodeStatus('n', '== routes\n{"dst":1}\n'));
});

test('the headings are those that the status script prints', (t) => {
  const headings = [...statusScript([]).matchAll(/echo "== (\w+)"/g)].map(([, name]) => name);
  t.deepEqual(headings, ['sessions', 'routes']);
  const retransmission = { retransmitSeconds: 1, retransmitTries: 1 };
  const none = {
    strongswanConf: '/c',
    viciSocket: '/s',
    name: 'c',
    swanctlConf: '/w',
    heldFolder: '/h',
    tunnels: [],
    retransmission,
  };
  const options = { plugins: [], daemonLines: [], pluginLines: [], connectionLines: () => [] };
  t.true(statusScript([{ ...none, options }]).includes('echo "== tunnels"\nSTRONGSWAN_CONF=/c swanctl'));
});
