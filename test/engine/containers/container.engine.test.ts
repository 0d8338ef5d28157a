import test from 'ava';
import { notYet, ready } from '../../../src/base/until.ts';
import { EngineError } from '../../../src/engine/engine-error.ts';
import { eventually } from '../../eventually.ts';
import { ended, realEngine, testContainer } from '../real-engine.ts';

const forever = 'while :; do sleep 60; done';

test('files are there before the start, and existing directories stay as they were', async (t) => {
  const container = await testContainer(t, forever, {
    files: new Map([
      ['/opt/new/deep/secret', { content: 'x', mode: 0o600 }],
      ['/tmp/folder/file', { content: Buffer.from('y') }],
      ['/etc/frr/lab.conf', { content: 'z' }],
    ]),
    // To look into the folder of another user.
    capabilities: ['DAC_OVERRIDE'],
  });
  t.is((await container.readFile('/opt/new/deep/secret')).toString(), 'x');
  await container.start();
  const untouched = await testContainer(t, forever, { capabilities: ['DAC_OVERRIDE'] });
  await untouched.start();
  const modes = async (one: typeof container, ...names: readonly string[]) =>
    (await one.exec(['stat', '-c', '%A %U', ...names])).stdout.trim().split('\n');
  t.deepEqual(
    await modes(
      container,
      '/opt/new',
      '/opt/new/deep',
      '/opt/new/deep/secret',
      '/tmp/folder',
      '/etc/frr/lab.conf',
    ),
    ['drwxr-xr-x root', 'drwxr-xr-x root', '-rw------- root', 'drwxr-xr-x root', '-rw-r--r-- root'],
  );
  const before = await modes(untouched, '/tmp', '/etc/frr');
  t.regex(before.join(), /^drwxrwxrwt root,drwx\S+ frr$/);
  t.deepEqual(await modes(container, '/tmp', '/etc/frr'), before);
});

test('a container has exactly the capabilities that it asks for, and its processes never get more', async (t) => {
  const statusOf = async (capabilities: readonly string[]) => {
    const container = await testContainer(t, forever, { capabilities });
    await container.start();
    const { stdout } = await container.exec(['grep', '-E', '^(Cap|NoNewPrivs|Seccomp:)', '/proc/1/status']);
    return Object.fromEntries(stdout.split('\n').map((line) => line.split(/:\s+/)));
  };
  const none = '0'.repeat(16);
  t.like(await statusOf([]), { CapPrm: none, CapEff: none, CapBnd: none, NoNewPrivs: '1', Seccomp: '2' });
  // NET_ADMIN is bit 12, KILL bit 5 (linux/capability.h).
  const two = '0000000000001020';
  t.like(await statusOf(['NET_ADMIN', 'KILL']), { CapPrm: two, CapEff: two, CapBnd: two });
});

test('a container gets a limited number of processes, and a limited share of the memory', async (t) => {
  const container = await testContainer(t, forever);
  await container.start();
  // The kernel's own limits, by cgroup v1 or v2.
  const limit = async (...files: string[]) => {
    const { stdout } = await container.exec([
      'sh',
      '-c',
      `cd /sys/fs/cgroup && cat ${files.join(' ')} 2>/dev/null`,
    ]);
    return Number(stdout);
  };
  t.is(await limit('pids/pids.max', 'pids.max'), 4096);
  t.is(await limit('memory/memory.limit_in_bytes', 'memory.max'), 2 * 2 ** 30);
});

test('the network namespace of a container has only a loopback, and the settings that were asked for', async (t) => {
  const container = await testContainer(t, forever, {
    sysctls: { 'net.ipv4.fib_multipath_hash_policy': '1' },
  });
  await container.start();
  const look =
    'cat /proc/sys/net/ipv4/fib_multipath_hash_policy; ls /sys/class/net; ip -4 route show table main';
  const { stdout } = await container.exec(['sh', '-c', look]);
  t.is(stdout, '1\nlo\n');
});

test('a command returns its outputs and its exit code', async (t) => {
  const container = await testContainer(t, forever);
  await container.start();
  const result = await container.exec(['sh', '-c', 'cat; echo problem >&2; exit 3'], {
    input: 'schön\nund gut',
  });
  t.deepEqual(result, { exitCode: 3, stdout: 'schön\nund gut', stderr: 'problem\n' });
});

test('a command that does not end in time is an error', async (t) => {
  const container = await testContainer(t, forever);
  await container.start();
  const error = await t.throwsAsync(container.exec(['sleep', '60'], { timeoutMs: 500 }), {
    instanceOf: EngineError,
  });
  t.is(error?.message, `Could not run "sleep 60" in ${container.name}: no answer within 0.5 s`);
});

test('a streaming command delivers lines as they come and can be sent signals', async (t) => {
  const container = await testContainer(t, forever);
  await container.start();
  const lines: string[] = [];
  const script = 'trap "echo bye; exit 7" TERM; echo ready; while :; do sleep 0.05; done';
  const command = await container.execStreaming(['sh', '-c', script], (stream, line) =>
    lines.push(`${stream} ${line}`),
  );
  await eventually('The first line', async () => (lines.length > 0 ? ready() : notYet(lines.join())), {
    timeoutMs: 10_000,
    intervalMs: 10,
  });
  await command.signal('TERM');
  t.deepEqual(await command.done, { exitCode: 7 });
  const said = lines.filter((line) => line.startsWith('stdout'));
  t.deepEqual(said, ['stdout ready', 'stdout bye']);
  // The signal goes to what the command has started too, about which a shell may have a word.
  for (const line of lines.filter((line) => !said.includes(line)))
    t.regex(line, /^stderr .*(Terminated|Killed)/);
});

test('no line is lost when a container is followed before its start', async (t) => {
  const container = await testContainer(t, 'seq 2000; echo oops >&2; exit 4');
  const lines: string[] = [];
  const following = await container.follow((_, line) => lines.push(line));
  await container.start();
  await following.done;
  t.is(lines.length, 2001);
  t.true(lines.includes('oops'));
  t.deepEqual(
    lines.filter((line) => line !== 'oops'),
    Array.from({ length: 2000 }, (_, index) => String(index + 1)),
  );
  const state = await ended(container);
  t.like(state, { running: false, exitCode: 4, pid: 0 });
  // Podman says "stopped" until it has cleaned up.
  t.regex(state.status, /^(exited|stopped)$/);
});

test('a running container is followed from the beginning of its log', async (t) => {
  const container = await testContainer(t, `echo first; ${forever}`);
  await container.start();
  const lines: string[] = [];
  const following = await container.follow((_, line) => lines.push(line));
  await eventually('The first line', async () => (lines.length > 0 ? ready() : notYet(lines.join())), {
    timeoutMs: 10_000,
    intervalMs: 10,
  });
  following.stop();
  await following.done;
  t.deepEqual(lines, ['first']);
  t.deepEqual(await container.lastLogLines(5), ['first']);
});

test('a directory of a container is read, running or not', async (t) => {
  const container = await testContainer(
    t,
    'mkdir -p /var/out/sub; echo 1 >/var/out/a; echo 2 >/var/out/sub/b',
  );
  await container.start();
  await ended(container);
  const files = await container.readDirectory('/var/out');
  t.deepEqual([...files].map(([name, content]) => [name, content.toString()]).sort(), [
    ['a', '1\n'],
    ['sub/b', '2\n'],
  ]);
  await t.throwsAsync(container.readFile('/var/none'), {
    message:
      /^Could not read \/var\/none of .*(Could not find the file \/var\/none|no such file or directory)/,
  });
});

test('a killed container is dead, and has no PID any more', async (t) => {
  const container = await testContainer(t, forever);
  const following = await container.follow(() => {});
  await container.start();
  t.true((await container.pid()) > 1);
  await container.kill('SIGKILL');
  await following.done;
  t.is((await ended(container)).exitCode, 137);
  await t.throwsAsync(container.pid(), {
    message: new RegExp(`^Could not reach into ${container.name}: the container is (exited|stopped)$`),
  });
});

test('a container can be removed twice, and while another client removes it', async (t) => {
  const container = await testContainer(t, forever);
  await container.start();
  await Promise.all([container.remove(), container.remove()]);
  await container.remove();
  const { engine } = await realEngine();
  t.false((await engine.containers({ 'dev.switchover.owner': true })).some(({ id }) => id === container.id));
});
