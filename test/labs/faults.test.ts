import anyTest, { type ExecutionContext, type TestFn } from 'ava';
import type { FaultParameters } from '../../src/definition/fault-parameters.ts';
import { faultNamed } from '../../src/definition/known-fault.ts';
import { startCourse } from '../../src/experiment/course.ts';
import { faults } from '../../src/faults/by-name.ts';
import type { Fault } from '../../src/faults/kit/fault.ts';
import { heal, type Injected, inject } from '../../src/lab/faults/inject.ts';
import { readRecords } from '../../src/lab/faults/undo-records.ts';
import { joinLab } from '../../src/lab/join-lab.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { runningLabs } from '../../src/lab/running-labs.ts';
import { switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { nodeOf } from './support/containers.ts';
import { answersTo, inNode } from './support/in-node.ts';
import { labDown, labUp } from './support/lab-up.ts';
import { establishedWith, nextHopsTo, statusOf, tunnelsTo } from './support/node-state.ts';
import { until } from './support/until.ts';

/** Each fault on a real lab. Its effect, and that it is undone, are observed without the fault's own code. */
interface OneLab {
  readonly id: string;
  readonly lab: Lab;
}

const test = anyTest as TestFn<OneLab>;
const first = '10.12.255.4';

test.before('a lab is up, and this process joins it', async (t) => {
  const id = await labUp('dual-redundancy');
  const { engine } = await realEngine();
  const running = (await runningLabs(engine)).find((one) => one.id === id);
  if (!running) throw new Error(`${id} is not up.`);
  t.context = { id, lab: await joinLab(engine, running) };
});

test.after.always(async (t) => {
  await t.context.lab?.leave();
  await labDown(t.context.id);
});

/** Injects a fault, looks at its effect, heals it, and checks that the lab is as before. */
const testFault = (
  title: string,
  fault: { readonly name: string; readonly target: string; readonly with?: FaultParameters },
  look: (t: ExecutionContext<OneLab>, injected: Injected) => Promise<void>,
) =>
  test.serial(`${fault.name}: ${title}, and heal undoes it`, async (t) => {
    const { id, lab } = t.context;
    const injected = await inject(lab, single(fault.name), {
      target: fault.target,
      parameters: fault.with ?? {},
    });
    t.true(injected.appliedAt.lower <= injected.appliedAt.upper);
    try {
      await look(t, injected);
    } finally {
      await heal(lab, injected.record, { since: undefined, signal: lab.failure });
      await whole(id);
    }
    t.deepEqual(await readRecords(await nodeOf(id, 'internet')), []);
  });

function single(name: string): Fault {
  const fault = faultNamed(faults, name);
  if (fault?.kind !== 'single') throw new Error(`${name} is not a single fault.`);
  return fault;
}

test.serial('a fault that comes again waits until it is undone, however late that is', async (t) => {
  const { id, lab } = t.context;
  const usual = single('blackhole');
  const late: Fault = {
    ...usual,
    undo: (situation, request) =>
      usual
        .undo(situation, request)
        .map((step) => (step.kind === 'run' ? { ...step, script: `sleep 1; ${step.script}` } : step)),
    async apply(bench, request) {
      await bench.run('host', 'if nft list tables | grep blackhole; then exit 1; fi');
      return usual.apply(bench, request);
    },
  };
  const part = { fault: late, request: { target: 'host', parameters: { lastsSeconds: 0.5 } } };
  const parts = [0, 1].map((atSeconds) => ({ atSeconds, ...part }));
  const course = await startCourse(lab, parts, lab.failure);
  await until(
    'The end of both',
    async () => course.isOver || course.failure !== undefined,
    (isOver) => isOver,
  );
  await course.end();
  t.is(course.failure, undefined);
  t.is(course.injected.length, 2);
  await whole(id);
});

/** Waits until every node says that the lab is fully redundant. */
const whole = (id: string) =>
  until(
    'Full redundancy',
    () => switchover(['inspect', id]),
    ({ exitCode }) => exitCode === 0,
  );

testFault('both ends lose their carrier', { name: 'link-down', target: 'device1:wan0' }, async (t) => {
  const carrier = (node: string, port: string) =>
    inNode(t.context.id, node, 'cat', `/sys/class/net/${port}/carrier`);
  t.is((await carrier('device1', 'wan0')).trim(), '0');
  const link = await inNode(t.context.id, 'internet', 'ip', '-o', 'link', 'show', 'dev', 'device1');
  t.regex(link, /state DOWN/);
  await until(
    'The end of the tunnels of device1',
    () => statusOf(t.context.id, 'vnet1gw-0'),
    (status) => !tunnelsTo(status).includes('device1'),
  );
});

testFault(
  'the given part of packets is lost, each way',
  { name: 'link-degrade', target: 'host:eth0', with: { lossPercent: 30 } },
  async (t) => {
    const options = ['-n', '-q', '-c', '400', '-i', '0.005', '-W', '1'];
    const { stdout } = await (await nodeOf(t.context.id, 'host')).exec(['ping', ...options, '10.51.0.1']);
    const answered = Number(/(\d+) received/.exec(stdout)?.[1]) / 400;
    // There and back: 0.7 x 0.7 = 0.49. Five standard deviations are 0.125.
    t.true(answered > 0.365 && answered < 0.615, stdout);
  },
);

testFault(
  'the link carries no more than the given rate',
  { name: 'link-degrade', target: 'host:eth0', with: { rateMbps: 1 } },
  async (t) => {
    const { id } = t.context;
    const started = performance.now();
    // 400 packets of 1042 bytes are 3.3 Mbit, of which the bucket passes 32 kB at once.
    await inNode(id, 'host', 'ping', '-q', '-c', '400', '-i', '0.002', '-s', '1000', '10.51.0.1');
    t.true(performance.now() - started > 3000);
    t.regex(await inNode(id, 'host', 'tc', '-s', 'qdisc', 'show', 'dev', 'eth0'), /overlimits [1-9]/);
  },
);

testFault(
  'packets vanish, and no link goes down',
  { name: 'blackhole', target: 'device1:wan0' },
  async (t) => {
    t.is(await answersTo(t.context.id, 'device1', '131.107.72.1'), 0);
    t.is((await inNode(t.context.id, 'device1', 'cat', '/sys/class/net/wan0/carrier')).trim(), '1');
  },
);

testFault(
  'without ESP, tunnel and IKE SA stay up, and the BGP session ends after its hold time',
  { name: 'blackhole', target: 'vnet1gw-0--device1', with: { only: 'esp' } },
  async (t) => {
    const { id } = t.context;
    t.is(await answersTo(id, 'device1', first), 0);
    await until(
      'The end of the session',
      () => statusOf(id, 'device1'),
      (status) => !establishedWith(status).includes(first),
    );
    t.true(tunnelsTo(await statusOf(id, 'device1')).includes('vnet1gw-0'));
  },
);

testFault(
  'without BGP, the session ends, and packets still pass the tunnel',
  { name: 'blackhole', target: 'vnet1gw-0--device1', with: { only: 'bgp' } },
  async (t) => {
    const { id } = t.context;
    await until(
      'The end of the session',
      () => statusOf(id, 'device1'),
      (status) => !establishedWith(status).includes(first),
    );
    t.is(await answersTo(id, 'device1', first), 5);
  },
);

testFault(
  'with one direction, only incoming packets are lost',
  { name: 'blackhole', target: 'host:eth0', with: { direction: 'in' } },
  async (t) => {
    const { id } = t.context;
    t.is(await answersTo(id, 'host', '10.51.0.1'), 0);
    const counted = await inNode(id, 'host', 'nft', 'list', 'ruleset');
    t.regex(counted, /iifname "eth0" counter packets [1-9]/, 'the answers arrived here');
    t.notRegex(counted, /oifname "eth0" counter/);
  },
);

testFault(
  'the peer is told, and both forget their SAs',
  { name: 'tunnel-delete', target: 'vnet1gw-0--device1' },
  async (t, { appliedAt }) => {
    await told(t, appliedAt.lower, true);
  },
);

testFault(
  'silently, the peer notices only by dead peer detection',
  { name: 'tunnel-delete', target: 'vnet1gw-0--device1', with: { silently: true } },
  async (t, { appliedAt }) => {
    await told(t, appliedAt.lower, false);
  },
);

/** Checks whether vnet1gw-0 lost its tunnel to device1 long before its own timers could have expired. */
async function told(t: ExecutionContext<OneLab>, since: number, expected: boolean): Promise<void> {
  const { lab } = t.context;
  const end = () =>
    lab.events.events.find(
      ({ kind, node, time, ...event }) =>
        kind === 'ike' &&
        node === 'vnet1gw-0' &&
        time >= since &&
        'tunnel' in event &&
        event.tunnel === 'device1',
    );
  await until(
    'The end of the tunnel on vnet1gw-0',
    async () => end(),
    (found) => found !== undefined,
  );
  // With the profile fast, dead peer detection takes at least 2 s: 1 s less 1 s, and 4 times 0.5 s.
  t.is(((end()?.time ?? 0) - since) / 1e9 < 1.9, expected);
}

for (const [program, process] of [
  ['bgpd', 'bgpd'],
  ['zebra', 'zebra'],
  ['charon', 'charon-systemd'],
] as const) {
  testFault(
    `${program} is gone`,
    { name: 'process-crash', target: 'device2', with: { program } },
    async (t) => {
      const names = await inNode(
        t.context.id,
        'device2',
        'sh',
        '-c',
        'cat /proc/[0-9]*/comm 2>/dev/null; true',
      );
      t.false(names.split('\n').includes(process), names);
    },
  );
}

testFault(
  'every session through a tunnel ends and is opened again',
  { name: 'bgp-reset', target: 'device1' },
  async (t, { appliedAt }) => {
    const { id } = t.context;
    const resets = t.context.lab.events.events.filter(
      (event) =>
        event.kind === 'bgp' && !event.up && event.node === 'device1' && event.time >= appliedAt.lower,
    );
    t.true(resets.length >= 2);
    const { sessions } = await until(
      'The sessions of device1',
      () => statusOf(id, 'device1'),
      (status) => establishedWith(status).length === 3,
    );
    t.true(
      sessions
        .filter(({ neighbor }) => neighbor.startsWith('10.12.'))
        .every(({ upSeconds }) => upSeconds < 30),
    );
  },
);

testFault(
  'both tunnels of the connection are negotiated again, and no other tunnel ends',
  { name: 'connection-reset', target: 'vnet1tosite5_1' },
  async (t, { appliedAt }) => {
    const { lab } = t.context;
    const ended = () =>
      lab.events.events
        .flatMap((event) =>
          event.kind === 'ike' && !event.up && event.time >= appliedAt.lower
            ? [`${event.node} ${event.tunnel}`]
            : [],
        )
        .sort();
    await until(
      'The ends of the tunnels of device1, and new ones',
      async () => ({ ended: ended(), tunnels: tunnelsTo(await statusOf(t.context.id, 'device1')) }),
      (now) => now.ended.length >= 4 && now.tunnels.length === 2,
    );
    t.deepEqual(ended(), [
      'device1 vnet1gw-0',
      'device1 vnet1gw-1',
      'vnet1gw-0 device1',
      'vnet1gw-1 device1',
    ]);
  },
);

testFault(
  'the tunnel cannot come back while the keys differ, and the other tunnel stays up',
  { name: 'psk-mismatch', target: 'vnet1gw-0--device1' },
  async (t) => {
    const { id } = t.context;
    const initiate =
      'swanctl --initiate --ike device1 --child net --timeout 5 --uri unix:///run/ipsec/device1/vici';
    const tried = await (await nodeOf(id, 'vnet1gw-0')).exec(['sh', '-c', initiate]);
    t.not(tried.exitCode, 0);
    t.regex(tried.stdout + tried.stderr, /AUTHENTICATION_FAILED/);
    t.deepEqual(tunnelsTo(await statusOf(id, 'device1')), ['vnet1gw-1']);
  },
);

testFault(
  'the instance in that zone is gone, and all routes use the other instance',
  { name: 'zone-failure', target: 'zone1' },
  async (t) => {
    const { id } = t.context;
    const { engine } = await realEngine();
    const lab = (await runningLabs(engine)).find((one) => one.id === id);
    const states = lab?.containers.filter(({ name }) => name.endsWith('vnet1gw-0')).map(({ state }) => state);
    t.deepEqual(states, ['exited']);
    await until(
      'The routes of the virtual network',
      () => statusOf(id, 'testvnet1'),
      (status) => nextHopsTo(status, '10.51.0.0/16').join() === '10.12.255.5',
    );
  },
);
