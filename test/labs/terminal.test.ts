import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import anyTest, { type TestFn } from 'ava';
import { execa } from 'execa';
import { notYet, ready } from '../../src/base/until.ts';
import { inTerminal, shell } from '../cli/in-terminal.ts';
import { startSwitchover, switchover } from '../cli/switchover.ts';
import { eventually } from '../eventually.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { nodeOf } from './support/containers.ts';
import { inNode } from './support/in-node.ts';
import { labDown, labUp } from './support/lab-up.ts';

/** What people do at a terminal with a lab that is up. */
const test = anyTest as TestFn<{ readonly id: string }>;
const size = { rows: 40, columns: 100 };

test.before('a lab is brought up', async (t) => {
  t.context = { id: await labUp('single-tunnel') };
});

test.after.always(async (t) => {
  await labDown(t.context.id);
});

/** Resolves when no process of this name runs in the node any more. */
const untilGone = (id: string, node: string, program: string) =>
  eventually(
    `The end of ${program}`,
    async () => {
      const running = await inNode(id, node, 'ps', '-e', '-o', 'comm=');
      return running.split('\n').includes(program) ? notYet(running) : ready();
    },
    { timeoutMs: 30_000, intervalMs: 200 },
  );

test.serial('vtysh in a node is a shell: prompt, completion, and its end', async (t) => {
  const terminal = inTerminal(`$SWITCHOVER exec ${t.context.id} device1 vtysh`, { size });
  await terminal.shows('device1# ');
  terminal.type('show bgp summ\t\r');
  await terminal.shows(/show bgp summary[\s\S]*Total number of neighbors/);
  terminal.type('exit\r');
  t.is((await terminal.ended).exitCode, 0);
  // Two carriage returns would break programs that draw the whole screen.
  t.false(terminal.screen().includes('\r\r'));
});

test.serial("a learner's shell has what one looks things up with", async (t) => {
  const node = await nodeOf(t.context.id, 'device1');
  const learner = async (script: string) => {
    const { exitCode, stdout, stderr } = await node.exec(['switchover-shell', 'sh', '-c', script]);
    t.is(exitCode, 0, `${script}: ${stderr}`);
    return stdout;
  };
  t.regex(await learner('vtysh -c "show bgp summary"'), /Total number of neighbors/);
  const swanctl =
    'for socket in $(find /run/ipsec -name vici); do swanctl --list-sas --uri "unix://$socket"; done';
  t.regex(await learner(swanctl), /ESTABLISHED, IKEv2/);
  t.regex(await learner('ip route'), /proto bgp/);
  t.regex(await learner('ping -n -c 1 10.51.0.1 && tcpdump -n -i any -c 1'), /1 received/);
});

test.serial('a command in a terminal has its size, and learns of a new one', async (t) => {
  const script = 'stty size; trap "stty size" WINCH; while :; do sleep 0.1; done';
  const terminal = inTerminal(`tty; $SWITCHOVER exec ${t.context.id} device1 sh -c '${script}'`, { size });
  await terminal.shows('40 100');
  const device = /\/dev\/pts\/\d+/.exec(terminal.screen())?.[0] ?? '';
  await execa('stty', ['-F', device, 'rows', '50', 'cols', '132']);
  await terminal.shows('50 132');
  terminal.type('\x03');
  t.is((await terminal.ended).exitCode, 130);
});

test.serial('Ctrl-C reaches the command, which ends as it likes', async (t) => {
  const terminal = inTerminal(`$SWITCHOVER exec ${t.context.id} host ping -n 10.51.0.1`, { size });
  await terminal.shows('icmp_seq=2');
  terminal.type('\x03');
  await terminal.shows('packets transmitted');
  t.is((await terminal.ended).exitCode, 0);
});

test.serial('a command ends when the terminal is closed', async (t) => {
  const { id } = t.context;
  const terminal = inTerminal(`$SWITCHOVER exec ${id} device1 sh -c 'echo here; sleep 1000'`, { size });
  await terminal.shows('here');
  terminal.close();
  await untilGone(id, 'device1', 'sleep');
  t.pass();
});

test.serial('a command has the standard input, all of it, and its end', async (t) => {
  const { id } = t.context;
  const numbers = 'seq 1 200000';
  const there = await shell(`${numbers} | $SWITCHOVER exec ${id} device1 md5sum`);
  const back = await shell(`$SWITCHOVER exec ${id} device1 ${numbers} | md5sum`);
  const here = await shell(`${numbers} | md5sum`);
  t.is(there.stdout, here.stdout);
  t.is(back.stdout, here.stdout);
});

test.serial('-- before the command, and the exit codes of commands', async (t) => {
  const { id } = t.context;
  const run = (...words: string[]) => switchover(['exec', id, 'device1', ...words]);
  t.deepEqual(await run('--', 'echo', '--', 'words'), { exitCode: 0, stdout: '-- words', stderr: '' });
  t.is((await run('sh', '-c', 'exit 7')).exitCode, 7);
  t.is((await run('sh', '-c', 'kill -KILL $$')).exitCode, 137);
  t.is((await run('nosuch')).exitCode, 127);
  t.deepEqual(await run('--'), { exitCode: 2, stdout: '', stderr: 'There is no command after --.' });
});

test.serial('| head ends a command, in the node too, whether it writes much or nothing more', async (t) => {
  const { id } = t.context;
  const much = await shell(`$SWITCHOVER exec ${id} device1 yes | head -n 1`);
  t.is(much.stdout, 'y');
  await untilGone(id, 'device1', 'yes');
  const silent = await shell(`$SWITCHOVER exec ${id} device1 sh -c 'echo first; sleep 1000' | head -n 1`);
  t.is(silent.stdout, 'first');
  await untilGone(id, 'device1', 'sleep');
});

test.serial('| head ends a log that is followed, and one that is watched', async (t) => {
  const { id } = t.context;
  const log = await shell(`$SWITCHOVER logs ${id} host --follow | head -n 1`);
  t.regex(log.stdout, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} host kernel: /);
  const watch = await shell(`$SWITCHOVER inspect ${id} --watch | head -n 1`);
  t.true(watch.stdout.startsWith(id));
});

test.serial('logs are for people, and with --format json for programs', async (t) => {
  const { id } = t.context;
  const { stdout: text } = await switchover(['logs', id, 'device1']);
  const start = '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} device1';
  t.regex(text, new RegExp(`${start} charon: \\[IKE\\] IKE_SA vnet1gw-0\\[\\d+\\] established`, 'm'));
  t.regex(text, new RegExp(`${start} bgpd: %ADJCHANGE: neighbor `, 'm'));
  t.regex(text, new RegExp(`${start} kernel: route to 10\\.11\\.0\\.0/16 over `, 'm'));
  t.notRegex(text, /^\{|opening directory|counters/m);
  const { stdout: lines } = await switchover(['logs', id, 'device1', '--format', 'json']);
  const records = lines.split('\n').map((line) => JSON.parse(line));
  t.true(records.every(({ time, node, kind }) => time.endsWith('Z') && node === 'device1' && kind));
  t.true(records.some(({ kind, program }) => kind === 'log' && program === 'bgpd'));
});

test.serial('swanctl and ps, as people type them, say nothing but the answer', async (t) => {
  const { id } = t.context;
  const socket = (await inNode(id, 'device1', 'find', '/run/ipsec', '-name', 'vici')).trim();
  const list = ['exec', id, 'device1', 'swanctl', '--list-sas', '--uri', `unix://${socket}`];
  const { exitCode, stdout, stderr } = await switchover(list);
  t.deepEqual([exitCode, stderr], [0, '']);
  t.regex(stdout, /^vnet1gw-0: #\d+, ESTABLISHED/);
  const { stdout: processes } = await switchover(['exec', id, 'device1', 'ps', 'aux']);
  t.regex(processes, /charon-systemd/);
});

test.serial('a capture inside a tunnel shows the packets of the networks, outside only ESP', async (t) => {
  const { id } = t.context;
  // More than a slow machine needs: they are ended with the test.
  const pings = startSwitchover(['exec', id, 'vm', ...'ping -n -q -i 0.1 -c 600 10.51.0.10'.split(' ')]);
  t.teardown(() => pings.signal('SIGKILL'));
  const [inside, outside] = await Promise.all([
    shell(`$SWITCHOVER capture ${id} vnet1gw-0--device1 icmp | head -n 2`),
    shell(`$SWITCHOVER capture ${id} vnet1gw-0--device1 --side outside | head -n 2`),
  ]);
  t.regex(inside.stdout, /IP 10\.11\.0\.4 > 10\.51\.0\.10: ICMP echo request/);
  t.regex(outside.stdout, /IP 203\.0\.113\.10\.4500 > 131\.107\.72\.22\.4500: UDP-encap: ESP/);
  t.notRegex(outside.stdout, /10\.11\.0\.4/);
  await untilGone(id, 'device1', 'tcpdump');
  const file = join(await temporaryFolder(t), 'tunnel.pcap');
  const written = await switchover(['capture', id, 'vnet1gw-0--device1', '-w', file, '--seconds', '3']);
  t.is(written.exitCode, 0, written.stderr);
  t.regex(written.stderr, /[1-9]\d* packets? captured/);
  const piped = await shell(`$SWITCHOVER capture ${id} vm icmp -w - --seconds 3 | od -A n -t x4 -N 4`);
  // The first word of a pcap file, in the byte order of the machine that wrote it.
  t.is(piped.stdout.trim(), 'a1b2c3d4');
  t.true((await stat(file)).size > 24);
  pings.signal('SIGTERM');
  await pings.ended;
});

test.serial('Ctrl-C ends a capture, with its summary and exit code 0', async (t) => {
  const terminal = inTerminal(`exec $SWITCHOVER capture ${t.context.id} device1`, { size });
  await terminal.shows('listening on any');
  terminal.type('\x03');
  await terminal.shows(/\d+ packets? captured/);
  t.is((await terminal.ended).exitCode, 0);
});

test.serial('what cannot be captured is refused in a sentence', async (t) => {
  const { id } = t.context;
  const refusal = async (...words: string[]) => {
    const { exitCode, stderr } = await switchover(['capture', id, ...words]);
    t.is(exitCode, 2);
    return stderr;
  };
  t.regex(
    await refusal('nosuch'),
    /has no node or tunnel "nosuch"\. Nodes: .*\. Tunnels: vnet1gw-0--device1\.$/,
  );
  t.is(await refusal('vm', '--side', 'inside'), 'vm has no tunnel.');
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'file'), '');
  t.regex(
    await refusal('vm', '-w', join(folder, 'file', 'x.pcap')),
    /^The capture cannot be written to .*file\/x\.pcap/,
  );
  t.regex(await refusal('vm', 'no', 'such', 'filter'), /tcpdump/);
});
