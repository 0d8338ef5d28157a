import test, { type ExecutionContext } from 'ava';
import { notYet, ready } from '../../../src/base/until.ts';
import type { Container } from '../../../src/engine/containers/container.ts';
import type { ToTerminalPage } from '../../../src/workshop/protocol/terminal.ts';
import { packetsOf } from '../../../src/workshop/terminals/packets-of.ts';
import type { TerminalSession } from '../../../src/workshop/terminals/session.ts';
import { startShell } from '../../../src/workshop/terminals/shell.ts';
import { Terminals } from '../../../src/workshop/terminals/terminals.ts';
import { testContainer } from '../../engine/real-engine.ts';
import { eventually } from '../../eventually.ts';

/** Learners' shells in a container. */

async function node(t: ExecutionContext): Promise<Container> {
  const container = await testContainer(t, 'trap "exit 0" TERM; while :; do sleep 1; done', {
    hostname: 'device1',
    capabilities: ['KILL', 'NET_ADMIN', 'NET_RAW', 'SETGID', 'SETUID'],
    scratch: 'in memory',
  });
  await container.start();
  return container;
}

const inContainer = (container: Container) =>
  new Terminals((_, size, onOutput) => startShell(container, size, onOutput));

/** Everything that a session has shown to somebody who looks on from now. */
function watched(session: TerminalSession) {
  const told: ToTerminalPage[] = [];
  session.watch((message) => told.push(message));
  const text = () => told.map((message) => ('data' in message ? message.data : '')).join('');
  const shows = (words: string | RegExp) =>
    eventually(
      `${words} in the terminal`,
      async () => (text().search(words) >= 0 ? ready() : notYet(text())),
      wait,
    );
  const ends = () =>
    eventually(
      'The end of the terminal',
      async () => {
        const last = told.at(-1);
        return last?.kind === 'ended' ? ready(last.reason) : notYet(text());
      },
      wait,
    );
  return { shows, ends };
}

const wait = { timeoutMs: 30_000, intervalMs: 20 };

test('a terminal is a shell of a learner, with a greeting, a prompt and the size of its page', async (t) => {
  const session = await inContainer(await node(t)).open('device1');
  const { shows, ends } = watched(session);
  await shows('A shell in device1. Try: vtysh');
  await shows(/device1.*\$ /);
  await session.resize({ columns: 132, rows: 50 });
  session.type('stty size; id -un; tty; echo "€: $((6 * 7))"\r');
  await shows(/50 132\r\nlearner\r\n\/dev\/pts\/\d+\r\n€: 42/);
  session.type('sleep 100\r');
  await shows('sleep 100');
  session.type('\x03');
  session.type('echo "still ""here"\r');
  await shows(/still here\r\n.*\$ /);
  session.type('exit\r');
  t.is(await ends(), 'shell');
});

test('a terminal that is closed takes its programs along, and leaves room for another', async (t) => {
  const container = await node(t);
  const terminals = inContainer(container);
  const sessions = [];
  for (let count = 0; count < 4; count += 1) sessions.push(await terminals.open('device1'));
  await t.throwsAsync(terminals.open('device1'), {
    message: 'There are 4 terminals already. Close one of them first.',
  });
  const [first] = sessions;
  if (!first) throw new Error('There is no terminal.');
  const { shows, ends } = watched(first);
  first.type('nohup sleep 1234 & sleep 4321\r');
  await shows('sleep 4321');
  await terminals.close(first.id);
  t.is(await ends(), 'closed');
  t.is(terminals.list().length, 3);
  t.truthy(await terminals.open('device1'));
  await terminals.closeAll();
  t.deepEqual(terminals.list(), []);
  t.is((await container.exec(['pgrep', '-x', '-u', 'learner', 'bash'])).exitCode, 1);
});

test('packets of a node are a file for Wireshark, for as long as somebody wants them', async (t) => {
  const container = await node(t);
  const wish = { interface: 'lo', seconds: 30 };
  const gone = new AbortController();
  const packets = await packetsOf(container, wish, gone.signal);
  const pinging = container.exec(['ping', '-n', '-i', '0.1', '-c', '50', '127.0.0.1']);
  const file: Buffer[] = [];
  for await (const bytes of packets) {
    file.push(bytes);
    // The header of the file (24 bytes) and two packets.
    if (Buffer.concat(file).length > 24 + 2 * (16 + 98)) break;
  }
  // The file begins with its magic number, little endian (draft-ietf-opsawg-pcap).
  t.is(Buffer.concat(file).readUInt32LE(0), 0xa1b2c3d4);
  gone.abort();
  const look = async () => {
    const { exitCode, stdout } = await container.exec(['pgrep', '-a', '-x', 'tcpdump']);
    return exitCode === 1 ? ready() : notYet(stdout);
  };
  await eventually('The end of tcpdump', look, wait);
  await pinging;
  const refused = packetsOf(container, { ...wish, interface: '-w/tmp/x' }, gone.signal);
  await t.throwsAsync(refused, { message: '"-w/tmp/x" is not the name of a link.' });
});

test('a terminal says when its node is gone', async (t) => {
  const container = await node(t);
  const { shows, ends } = watched(await inContainer(container).open('device1'));
  await shows('A shell in device1');
  await container.remove();
  t.is(await ends(), 'node');
});
