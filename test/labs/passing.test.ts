import anyTest, { type TestFn } from 'ava';
import { switchover } from '../cli/switchover.ts';
import { labDown, labUp } from './support/lab-up.ts';
import { until } from './support/until.ts';

/** What `inspect` says of tunnels that are up and carry nothing, and of daemons that do not answer. */
const test = anyTest as TestFn<{ readonly id: string }>;

test.before('a lab without BGP in its tunnels is up', async (t) => {
  t.context = { id: await labUp('active-active-static') };
});

test.after.always((t) => labDown(t.context.id));

/** Until `inspect` ends with this code. */
const inspected = (id: string, code: number) =>
  until(
    `That inspect ends with ${code}`,
    () => switchover(['inspect', id]),
    ({ exitCode }) => exitCode === code,
  );

test.serial('a lab without traffic is whole, because packets pass in every tunnel', async (t) => {
  const { exitCode, stdout } = await switchover(['inspect', t.context.id]);
  t.is(exitCode, 0, stdout);
  t.regex(stdout, /^Fully redundant\.$/m);
});

test.serial('a tunnel whose ESP is lost is named, although its SAs stay installed', async (t) => {
  const { id } = t.context;
  const lost = ['fault', 'blackhole', 'vnet1gw-0--device1', '--lab', id, '--with', 'only=esp'];
  t.is((await switchover(lost)).exitCode, 0);
  const { stdout } = await inspected(id, 4);
  t.regex(stdout, /^Up, but without a packet for more than 3 s: vnet1gw-0--device1/m);
  t.regex(stdout, /^vnet1gw-0 +device1 +ESTABLISHED +INSTALLED/m);
  t.false(stdout.includes('Fully redundant'));
  t.is((await switchover(['heal', id])).exitCode, 0);
  t.is((await switchover(['inspect', id])).exitCode, 0);
});

test.serial('a tunnel that loses its packets one way is named with that direction', async (t) => {
  const { id } = t.context;
  const parameters = ['--with', 'only=esp,direction=in'];
  await switchover(['fault', 'blackhole', 'vnet1gw-0--device1', '--lab', id, ...parameters]);
  const { stdout } = await inspected(id, 4);
  t.regex(stdout, /^Up, but without .*: vnet1gw-0--device1 \(from vnet1gw-0 to device1\)\.$/m);
  t.is((await switchover(['heal', id])).exitCode, 0);
});

test.serial('a daemon that has died is named, and everything that is alive is shown', async (t) => {
  const { id } = t.context;
  for (const [program, name] of [
    ['bgpd', 'bgpd on device1'],
    ['charon', 'charon of vnet1gw-0 on device1'],
  ] as const) {
    await switchover(['fault', 'process-crash', 'device1', '--lab', id, '--with', `program=${program}`]);
    const { stdout, stderr } = await inspected(id, 4);
    t.is(stderr, '');
    t.regex(stdout, /^Broken on purpose: process-crash of device1/m);
    t.true(stdout.includes(name), stdout);
    t.regex(stdout, /^testvnet1 +\S+ +65515 +Established/m);
    const healed = await switchover(['heal', id]);
    t.is(healed.exitCode, 0, healed.stderr);
  }
});
