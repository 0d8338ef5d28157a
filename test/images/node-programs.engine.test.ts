import test from 'ava';
import { notYet, ready } from '../../src/base/until.ts';
import type { Container } from '../../src/engine/containers/container.ts';
import { testContainer } from '../engine/real-engine.ts';
import { eventually } from '../eventually.ts';

/** The programs of the node image, by themselves: what they refuse, and that the agent's lines are JSON. */

const probe = (changes: Readonly<Record<string, string>>) =>
  called('switchover-probe', {
    ...{ listen: '7000', send: '10.0.0.1:7000', rate: '10', 'source-ports': '20000,20007' },
    ...{ records: '/tmp/records', ...changes },
  });
const tcp = (changes: Readonly<Record<string, string>>) =>
  called('switchover-tcp', {
    ...{ listen: '7001', connect: '10.0.0.1:7001', connections: '2', 'interval-ms': '50', ...changes },
  });
const window = (changes: Readonly<Record<string, string>>) =>
  called('switchover-window', { start: '1', length: '1', port: '7000', in: 'eth0', ...changes });

function called(program: string, options: Readonly<Record<string, string>>): string[] {
  return [program, ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])];
}

const refused: readonly (readonly [command: string[], message: string])[] = [
  [probe({ 'source-ports': Array(129).fill('20000').join() }), '--source-ports must name at most 128 ports'],
  [probe({ 'source-ports': '20000,' }), 'each of --source-ports must be a number from 1 to 65535, not ""'],
  [probe({ rate: '-1' }), '--rate must be a number from 1 to 10000, not "-1"'],
  [probe({ listen: ' 7000' }), '--listen must be a number from 1 to 65535, not " 7000"'],
  [probe({ 'tick-us': '' }), '--tick-us must be a number from 1 to 1000000, not ""'],
  [probe({ send: '10.0.0.1' }), '--send must be ADDRESS:PORT, not "10.0.0.1"'],
  [probe({ send: 'host:7000' }), '--send must begin with an IPv4 address, not "host"'],
  [probe({ send: '10.0.0.1:70000' }), 'the port of --send must be a number from 1 to 65535, not "70000"'],
  [tcp({ connections: '2x' }), '--connections must be a number from 1 to 128, not "2x"'],
  [
    tcp({ 'interval-ms': '99999999999999999999' }),
    '--interval-ms must be a number from 1 to 10000, not "99999999999999999999"',
  ],
  [tcp({ connect: '10.0.0.1:' }), 'the port of --connect must be a number from 1 to 65535, not ""'],
  [window({ length: '0' }), '--length must be a number from 1 to 3600000000000, not "0"'],
  [['switchover-probe', '--listen', '7000'], 'usage: switchover-probe '],
  [tcp({ surprise: '1' }), 'usage: switchover-tcp '],
  [['switchover-window'], 'usage: switchover-window '],
  [['switchover-nft', '--apply', ''], 'usage: switchover-nft '],
  [['switchover-vty', 'zebra'], 'usage: switchover-vty '],
  [['switchover-vty', 'z'.repeat(100), 'show version'], 'the name of the daemon is too long: zzz'],
  [['switchover-frr'], 'usage: switchover-frr '],
  [['switchover-frr', 'z'.repeat(300)], 'the name of the daemon is too long: zzz'],
  [['switchover-enter', '1', 'sh', '100'], 'usage: switchover-enter '],
  [['switchover-enter', '-1', 'sh', '100', 'true'], 'PID must be a number from 1 to 4194304, not "-1"'],
  [['switchover-agent'], 'must be PID 1 of a container'],
];

test('programs refuse wrong options with exit code 2, and name the option', async (t) => {
  const container = await testContainer(t, 'while :; do sleep 60; done');
  await container.start();
  for (const [command, message] of refused) {
    const { exitCode, stdout, stderr } = await container.exec(command);
    t.is(exitCode, 2, command.join(' '));
    t.is(stdout, '');
    t.true(stderr.includes(message), stderr);
  }
});

test('a probe without records counts, and writes no file', async (t) => {
  const container = await testContainer(t, 'while :; do sleep 60; done');
  await container.start();
  const options = {
    ...{ listen: '7000', send: '127.0.0.1:7000', rate: '100', 'source-ports': '20000,20007' },
    'max-seconds': '1',
  };
  const { exitCode, stdout } = await container.exec(called('switchover-probe', options));
  t.is(exitCode, 0);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const last = lines.at(-1);
  t.true(last.done);
  t.true(last.received >= 190 && last.received === last.sent, stdout);
  t.false('lateUs' in last);
  t.deepEqual(lines.at(-2).flows.length, 2);
  t.is((await container.exec(['find', '/run', '/tmp', '-name', '*.bin'])).stdout, '');
});

test('the first program of a node runs before its links exist, and the node ends with it', async (t) => {
  const command = ['switchover-agent', '--first', '/bin/false', '--wait-link', 'never', '--', 'true'];
  const container = await testContainer(t, '', { command });
  await container.start();
  const lines = await saidUntil(container, 'failed');
  t.true(
    lines.some((line) => line.includes('"status":"exit 1"')),
    lines.join('\n'),
  );
});

test('a line of the agent is JSON whatever bytes a daemon logs', async (t) => {
  // A quotation mark, a backslash, a control character, an umlaut, a byte that is not UTF-8, and a surrogate in UTF-8.
  const bytes = String.raw`"\\\001\303\274\377\355\240\200`;
  const script = `logger --tag bgpd "$(printf '${bytes}')"`;
  const command = ['switchover-agent', '--wait-link', 'lo', '--', 'sh', '-c', script];
  const container = await testContainer(t, '', { command });
  await container.start();
  const lines = await saidUntil(container, 'ready');
  const log = lines.map((line) => JSON.parse(line)).find(({ kind }) => kind === 'log');
  t.is(log?.program, 'bgpd');
  t.is(log?.text, '"\\\u0001ü\ufffd\ufffd\ufffd\ufffd');
});

test('the first packet of a tunnel that came up is reported before the next second', async (t) => {
  // Each round is a tunnel that comes up: an address, a packet (an ARP request), and a mark 150 ms later. A report once a
  // second alone would come before one or two of the five marks.
  const script = [
    'ip link add ipsec0 type veth peer name peer0',
    'ip link set ipsec0 up',
    'ip link set peer0 up',
    'ip address add 10.9.9.1/24 dev peer0',
    'for round in 1 2 3 4 5; do',
    '  ip address add 10.9.0.$round/32 dev ipsec0',
    '  ping -c 1 -W 0.15 -I peer0 10.9.9.1$round',
    '  logger --tag mark "$round"',
    'done',
    'true',
  ].join('\n');
  const command = ['switchover-agent', '--counters', 'ipsec', '--', 'sh', '-c', script];
  const container = await testContainer(t, '', { command, capabilities: ['NET_ADMIN', 'NET_RAW'] });
  await container.start();
  const lines = await saidUntil(container, 'ready');
  const rounds = lines.join('\n').split('"program":"mark"').slice(0, -1);
  t.is(rounds.length, 5, lines.join('\n'));
  t.true(rounds.filter((round) => round.includes('"kind":"counters"')).length >= 4, lines.join('\n'));
});

/** All lines of an agent, once one of this kind is among them. */
const saidUntil = (container: Container, kind: 'ready' | 'failed'): Promise<string[]> =>
  eventually(
    `A line of kind ${kind}`,
    async () => {
      const said = await container.lastLogLines(1000);
      return said.some((line) => line.includes(`"kind":"${kind}"`)) ? ready(said) : notYet(said.join('\n'));
    },
    { timeoutMs: 20_000, intervalMs: 50 },
  );
