import anyTest, { type TestFn } from 'ava';
import { startSwitchover, switchover } from '../cli/switchover.ts';
import { broken, healed } from './support/broken.ts';
import { nodeOf } from './support/containers.ts';
import { answersTo, swanctl, vtysh } from './support/in-node.ts';
import { labDown, labUp } from './support/lab-up.ts';
import { establishedWith, neighborOf, nextHopsTo, statusOf, tunnelsTo } from './support/node-state.ts';
import { until } from './support/until.ts';

/** `fault` and `heal` in any order, each called by another process. */
const test = anyTest as TestFn<{ readonly id: string }>;
const hostInSite = '10.51.0.10';

test.before('a lab is up', async (t) => {
  t.context = { id: await labUp('dual-redundancy') };
});

test.after.always((t) => labDown(t.context.id));

test.serial('a fault stays until another process heals it', async (t) => {
  const { id } = t.context;
  const broken = await switchover(['fault', 'blackhole', 'host', '--lab', id]);
  t.is(broken.exitCode, 0, broken.stderr);
  t.regex(broken.stderr, /^blackhole of host$/m);
  t.is(await answersTo(id, 'vm', hostInSite), 0);
  t.regex((await switchover(['inspect', id])).stdout, /^Broken on purpose: blackhole of host\.$/m);
  const healed = await switchover(['heal', id]);
  t.is(healed.exitCode, 0, healed.stderr);
  t.regex(healed.stderr, /^blackhole of host is undone$\n^Fully redundant\.$/m);
  t.is(await answersTo(id, 'vm', hostInSite), 5);
});

test.serial('heal undoes the fault of a process that was killed', async (t) => {
  const { id } = t.context;
  const session = startSwitchover(['fault', 'link-down', 'host', '--lab', id, '--for', '600']);
  await session.said('link-down of host');
  session.signal('SIGKILL');
  t.is((await session.ended).exitCode, 128 + 9);
  t.is(await answersTo(id, 'vm', hostInSite), 0);
  const healed = await switchover(['heal', id]);
  t.is(healed.exitCode, 0, healed.stderr);
  t.regex(healed.stderr, /^link-down of host is undone$/m);
  t.is(await answersTo(id, 'vm', hostInSite), 5);
});

test.serial('Ctrl-C undoes the fault at once', async (t) => {
  const { id } = t.context;
  const session = startSwitchover(['fault', 'link-down', 'host', '--lab', id, '--for', '600']);
  await session.said('link-down of host');
  session.signal('SIGINT');
  const { exitCode, stderr } = await session.ended;
  t.is(exitCode, 130, stderr);
  t.regex(stderr, /link-down of host is undone\nInterrupted\.$/);
  t.is(await answersTo(id, 'vm', hostInSite), 5);
});

test.serial('a fault with a duration or a number of repetitions is undone at its end', async (t) => {
  const { id } = t.context;
  const once = await switchover(['fault', 'link-down', 'host', '--lab', id, '--for', '1']);
  t.is(once.exitCode, 0, once.stderr);
  t.regex(once.stderr, /link-down of host \(lastsSeconds=1\)\nlink-down of host is undone/);
  const flapping = ['--with', 'of=blackhole,periodSeconds=1,times=3'];
  const often = await switchover(['fault', 'flap', 'host', '--lab', id, ...flapping]);
  t.is(often.exitCode, 0, often.stderr);
  t.is(often.stderr.match(/blackhole of host$/gm)?.length, 3);
  t.is(often.stderr.match(/blackhole of host is undone/g)?.length, 3);
  t.is((await switchover(['heal', id])).stderr, 'No fault is active.\nFully redundant.');
});

test.serial('an impossible fault is refused before anything is changed', async (t) => {
  const { id } = t.context;
  const refused = async (...args: string[]) => {
    const { exitCode, stderr } = await switchover(['fault', ...args, '--lab', id]);
    return `${exitCode} ${stderr}`;
  };
  t.regex(await refused('flood'), /^2 There is no fault "flood"\.$/);
  t.regex(await refused('link-down', 'nosuch'), /^2 dual-redundancy has no node "nosuch"/);
  t.regex(await refused('bgp-reset', 'device1', '--for', '3'), /^2 bgp-reset has no parameter lastsSeconds/);
  t.regex(await refused('link-degrade'), /^2 link-degrade needs at least one of lossPercent/);
});

test.serial('a fault that is active already is refused, and is healed once', async (t) => {
  const { id } = t.context;
  await broken(id, 'instance-crash', 'vnet1gw-0');
  const again = await switchover(['fault', 'instance-crash', 'vnet1gw-0', '--lab', id]);
  t.is(again.exitCode, 2, again.stderr);
  // The name of the lab, or its id while another lab of that name is up.
  t.regex(
    again.stderr,
    /^instance-crash of vnet1gw-0 is there already\. .*heal dual-redundancy[-\w]*. undoes it\.$/m,
  );
  const other = await switchover(['fault', 'process-crash', 'vnet1gw-0', '--lab', id]);
  t.is(other.exitCode, 3, other.stderr);
  t.regex(other.stderr, /vnet1gw-0 is gone, and nothing can happen to it/);
  t.is(await healed(id), 'instance-crash of vnet1gw-0 is undone\nFully redundant.');
  const replacement = (await nodeOf(id, 'vnet1gw-0')).id;
  t.is(await healed(id), 'No fault is active.\nFully redundant.');
  t.is((await nodeOf(id, 'vnet1gw-0')).id, replacement);
});

test.serial('several faults of one node are healed, even if the node was replaced meanwhile', async (t) => {
  const { id } = t.context;
  await broken(id, 'psk-mismatch', 'vnet1gw-0--device1');
  await broken(id, 'psk-mismatch', 'vnet1gw-1--device1');
  await broken(id, 'process-crash', 'device1', '--with', 'program=bgpd');
  await broken(id, 'device-crash', 'device1');
  const cut = await switchover(['fault', 'link-down', 'device1:wan0', '--lab', id]);
  t.not(cut.exitCode, 0);
  t.regex(await healed(id), /^device-crash of device1 is undone\n(.* is undone\n){3}Fully redundant\.$/);
});

test.serial('of two wrong keys, each stays wrong until its own fault is healed', async (t) => {
  const { id } = t.context;
  await broken(id, 'psk-mismatch', 'vnet1gw-0--device1');
  const soon = await switchover(['fault', 'psk-mismatch', 'vnet1gw-1--device1', '--lab', id, '--for', '1']);
  t.is(soon.exitCode, 0, soon.stderr);
  const keys = await (await nodeOf(id, 'device1')).exec(['sh', '-c', 'cat /etc/ipsec/*/secrets.conf']);
  t.false(keys.stdout.includes('NotTheSharedKey'));
  t.regex(await healed(id), /^psk-mismatch of vnet1gw-0--device1 is undone$/m);
});

test.serial('a scenario runs to its end, and the lab is fully redundant again', async (t) => {
  const { id } = t.context;
  const { exitCode, stderr } = await switchover(['fault', 'scenario', '--lab', id]);
  t.is(exitCode, 0, stderr);
  t.regex(stderr, /instance-crash of vnet1gw-0 is undone/);
  t.is(await healed(id), 'No fault is active.\nFully redundant.');
});

test.serial('a fault that was healed early is not undone again at its end', async (t) => {
  const { id } = t.context;
  const session = startSwitchover(['fault', 'instance-crash', 'vnet1gw-1', '--lab', id, '--for', '20']);
  await session.said('instance-crash of vnet1gw-1');
  await healed(id);
  const replacement = (await nodeOf(id, 'vnet1gw-1')).id;
  const { exitCode, stderr } = await session.ended;
  t.is(exitCode, 0, stderr);
  t.is((await nodeOf(id, 'vnet1gw-1')).id, replacement);
  t.is(await healed(id), 'No fault is active.\nFully redundant.');
});

test.serial('timers change in a running lab, and its daemons have them', async (t) => {
  const { id } = t.context;
  const changed = await switchover(['timer', id, 'VNet1toSite5_1', 'dpd=7', 'bgp=1/6']);
  t.is(changed.exitCode, 0, changed.stderr);
  t.regex(changed.stderr, /^The tunnel vnet1gw-0--device1 was closed and opened again, and is back after /m);
  t.notRegex(changed.stderr, /device2/);
  t.regex(await swanctl(id, 'device1', '--list-conns', '--raw'), /vnet1gw-0 \{.* dpd_delay=3 /);
  const sessions = await vtysh(id, 'device1', 'show bgp neighbors json');
  t.is(sessions.match(/"bgpTimerHoldTimeMsecs":6000/g)?.length, 3);
  const again = await switchover(['timer', id, 'VNet1toSite5_1', 'bgp=1/6']);
  t.regex(again.stderr, /^These timers are there already\.$/m);
});

// The last one: every later command would read the thousands of routes that the nodes have logged, which takes it seconds.
test.serial(
  '4,000 prefixes are taken, and at the next one the session is closed until heal clears it',
  async (t) => {
    const { id } = t.context;
    const instances = ['vnet1gw-0', 'vnet1gw-1'];
    const [neighbor, other] = ['10.52.255.253', '10.52.255.254'];
    const flood = (prefixes: number) =>
      broken(id, 'route-flood', 'device1', '--with', `prefixes=${prefixes}`);
    const session = (instance: string) => vtysh(id, instance, `show bgp neighbors ${neighbor}`);
    const heal = async () => t.regex(await healed(id), /^Fully redundant\.$/m);

    // The site has two prefixes of its own.
    await flood(3998);
    for (const instance of instances) {
      await until(
        `4000 prefixes at ${instance}`,
        () => statusOf(id, instance),
        ({ sessions }) => sessions.some((one) => one.neighbor === neighbor && one.prefixesReceived === 4000),
      );
      t.regex(await session(instance), /BGP state = Established/);
      t.regex(await session(instance), /^ +4000 accepted prefixes$/m);
    }
    await heal();
    await flood(3999);
    for (const instance of instances) {
      await until(
        `The end of the session at ${instance}`,
        async () => establishedWith(await statusOf(id, instance)),
        (neighbors) => !neighbors.includes(neighbor),
      );
      t.regex(await session(instance), /BGP state = Idle/);
      t.regex(await session(instance), /exceeded the max. no. of prefixes/);
      const { lastNotificationReason } = await neighborOf(id, instance, neighbor);
      t.is(lastNotificationReason, 'Cease/Maximum Number of Prefixes Reached', instance);
      const status = await statusOf(id, instance);
      t.deepEqual(nextHopsTo(status, '10.51.0.0/16'), [other], instance);
      t.true(tunnelsTo(status).includes('device1'), 'the tunnel stays up');
    }
    await heal();
    for (const instance of instances) t.regex(await session(instance), /^ +2 accepted prefixes$/m);
  },
);
