import test, { type ExecutionContext } from 'ava';
import type { Container } from '../../src/engine/containers/container.ts';
import { testContainer } from '../engine/real-engine.ts';

/** What somebody who means harm tries in a router of a lab: as a learner, and as root, in case a learner gets that far. */

const router = {
  capabilities: [
    'CHOWN',
    'DAC_OVERRIDE',
    'KILL',
    'NET_ADMIN',
    'NET_BIND_SERVICE',
    'NET_RAW',
    'SETGID',
    'SETUID',
  ],
  scratch: 'in memory',
} as const;

const daemons = 'install -d -o frr -g frr /run/frr; switchover-frr zebra -d; while :; do sleep 60; done';

async function node(t: ExecutionContext): Promise<Container> {
  const container = await testContainer(t, daemons, router);
  await container.start();
  const ready = 'tries=0; until [ -S /run/frr/zebra.vty ] || [ $((tries += 1)) -gt 300 ]; do sleep 0.1; done';
  await container.exec(['sh', '-c', ready]);
  return container;
}

/** The ways from a container to its machine. */
const outwards: readonly (readonly [what: string, script: string])[] = [
  ['mount', 'mount -t tmpfs none /mnt'],
  ['mount of cgroup v1, for its release_agent', 'mount -t cgroup -o rdma none /mnt'],
  ['mount of cgroup v2', 'mount -t cgroup2 none /mnt'],
  ['release_agent', 'echo /tmp/x >"$(find /sys/fs/cgroup -name release_agent | grep . || echo /sys/x)"'],
  ['a group of processes', 'mkdir "/sys/fs/cgroup/$(ls /sys/fs/cgroup | head -1)/x" /sys/fs/cgroup/x'],
  ['a user namespace', 'unshare --user --map-root-user true'],
  ['a mount namespace', 'unshare --mount true'],
  ['a network namespace', 'unshare --net true'],
  ['the namespaces of another process', 'nsenter --target 1 --mount --net true'],
  ['core_pattern', 'echo "|/tmp/x" >/proc/sys/kernel/core_pattern'],
  ['a system control', 'echo 1 >/proc/sys/vm/drop_caches'],
  ['sysrq', 'echo b >/proc/sysrq-trigger'],
  ['a device', 'mknod /tmp/disk b 8 0'],
  ['the log of the kernel', 'dmesg'],
  ['chroot', 'chroot / true'],
];

/** The ways from a learner to root in the node. */
const upwards: readonly (readonly [what: string, script: string])[] = [
  ['a start script', 'echo x >>/etc/switchover/start'],
  ['a new file beside it', 'echo x >/etc/switchover/x'],
  ['a daemon that is started again', 'cp /bin/true /usr/lib/frr/zebra'],
  ['a program in the path', 'cp /bin/true /usr/local/bin/vtysh'],
  ['a library for every program', 'echo /tmp/x.so >/etc/ld.so.preload'],
  ['the configuration of FRR', 'echo x >/etc/frr/zebra.conf'],
  ['the sockets of FRR', 'rm /run/frr/zebra.vty'],
  ['the users', 'echo root2::0:0::/:/bin/sh >>/etc/passwd'],
  ['another user', 'setpriv --reuid 0 true'],
  ['the memory of a daemon', 'head -c 1 "/proc/$(pgrep -x zebra)/mem"'],
  ['the files of a daemon', 'ls "/proc/$(pgrep -x zebra)/fd"'],
  ['the output of the first process', 'echo x >/proc/1/fd/1'],
  ['the end of a daemon', 'kill -KILL "$(pgrep -x zebra)"'],
  ['the end of the node', 'kill -TERM 1'],
  ['a program of its own', 'cp /bin/true /tmp/x && /tmp/x'],
];

test('neither a learner nor root gets from a node to the machine', async (t) => {
  const container = await node(t);
  t.deepEqual(await succeeding(container, ['sh', '-c'], outwards), []);
  t.deepEqual(await succeeding(container, learner, outwards), []);
});

test('a learner does not become root in a node, nor ends its daemons', async (t) => {
  const container = await node(t);
  t.deepEqual(await succeeding(container, learner, upwards), []);
  const writable = 'find / -xdev -writable ! -type l ! -type s 2>/dev/null; true';
  // The folders in memory, which -xdev does not look into.
  t.is(await output(container, writable), '/tmp\n/var/tmp\n');
  // The daemon is there, and the learner may ask it and change the network.
  const asked = await asLearner(container, 'vtysh -d zebra -c "show interface lo"');
  t.regex(asked.stdout, /^Interface lo is up/);
  t.is(asked.stderr, '');
  await output(container, 'ip address add 10.9.9.9/32 dev lo && ping -n -c 1 10.9.9.9');
  await output(container, 'ip route add 10.9.8.0/24 dev lo && nft add table ip mine');
  t.regex(
    await output(container, 'ping -n -i 0.2 -c 9 127.0.0.1 >&2 & tcpdump -n -i lo -c 2 icmp'),
    /ICMP echo/,
  );
});

test('a learner has only the network in their hands', async (t) => {
  const container = await node(t);
  const status = new Map(
    (await output(container, 'cat /proc/self/status')).split('\n').map((line) => {
      const [key = '', value = ''] = line.split(/:\s+/);
      return [key, value] as const;
    }),
  );
  // NET_ADMIN is bit 12, NET_RAW bit 13 (linux/capability.h).
  for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapAmb']) t.is(status.get(set), '0000000000003000', set);
  t.is(status.get('NoNewPrivs'), '1');
});

test('a learner fills neither the disk nor the table of processes', async (t) => {
  const container = await node(t);
  for (const folder of ['/tmp', '/var/tmp', '/dev/shm']) {
    const fill = `for i in 1 2 3; do head -c 9M /dev/zero >${folder}/$i || exit 9; done`;
    t.is((await asLearner(container, fill)).exitCode, 9, folder);
  }
  t.is((await asLearner(container, 'head -c 20M /dev/zero >/var/tmp/1')).exitCode === 0, false);
});

test('a fork bomb ends in its node, and the learner of another node notices nothing', async (t) => {
  const [bombed, other] = await Promise.all([node(t), node(t)]);
  t.regex((await asLearner(bombed, 'while sleep 60 & do :; done')).stderr, /Cannot fork/);
  t.not((await asLearner(bombed, 'true & true & wait')).exitCode, 0);
  t.is((await bombed.exec(['pgrep', '-x', 'zebra'])).exitCode, 0);
  t.is(await output(other, 'true & true & wait; id -un'), 'learner\n');
  t.not(await output(other, 'id -u'), (await bombed.exec(['id', '-u', 'learner'])).stdout);
});

const learner = ['switchover-shell', 'sh', '-c'];

const asLearner = (container: Container, script: string) => container.exec([...learner, script]);

async function output(container: Container, script: string): Promise<string> {
  const { exitCode, stdout, stderr } = await asLearner(container, script);
  if (exitCode !== 0) throw new Error(`${script}: ${exitCode} ${stderr}`);
  return stdout;
}

/** Those attempts that were not refused. */
async function succeeding(
  container: Container,
  how: readonly string[],
  attempts: readonly (readonly [what: string, script: string])[],
): Promise<string[]> {
  // In one command, because the engine takes long for each.
  const lines = attempts.map(([, script], index) => `( ${script} ) >/dev/null 2>&1 && echo ${index}`);
  const { stdout } = await container.exec([...how, `${lines.join('\n')}\necho done`]);
  const numbers = stdout.trim().split('\n');
  if (numbers.pop() !== 'done') throw new Error(`The attempts did not come to their end: ${stdout}`);
  return numbers.map((index) => attempts[Number(index)]?.[0] ?? index);
}
