import test from 'ava';
import { type FaultName, faultsByName } from '../../src/faults/by-name.ts';
import { labTopology } from '../topology/lab-topology.ts';
import { fakeWorkbench } from './fake-workbench.ts';

const topology = labTopology('dual-redundancy');
const tunnel = 'vnet1gw-0--device1';
const installed = 'list-sa event {vnet1gw-0 {state=ESTABLISHED child-sas {net-6 {state=INSTALLED}}}}';

/** Why it cannot happen just now, where every script of the node answers that. */
async function objection(
  name: FaultName,
  target: string,
  answer: string,
  parameters = {},
): Promise<string | undefined> {
  const fault = faultsByName[name];
  if (fault.kind === 'composite') throw new Error(`${name} is made of others.`);
  return fault.impossibleNow?.(fakeWorkbench(topology, { answer }), { target, parameters });
}

test('a tunnel that is down cannot be ended', async (t) => {
  const sentence = `${tunnel} is not up on device1, so it cannot be ended.`;
  for (const fault of ['psk-mismatch', 'tunnel-delete'] as const) {
    t.is(await objection(fault, tunnel, 'list-sas reply {}'), sentence);
    t.is(await objection(fault, tunnel, installed), undefined);
  }
});

test('a connection with a tunnel that is down is not reset', async (t) => {
  t.is(
    await objection('connection-reset', 'vnet1tosite5_1', 'list-sas reply {}'),
    `${tunnel} is not up on vnet1gw-0, so it cannot be ended.`,
  );
  t.is(await objection('connection-reset', 'vnet1tosite5_1', installed), undefined);
});

test('a daemon that is dead cannot die or be reset', async (t) => {
  const sentence = 'bgpd of device1 does not run, so nothing can happen to it.';
  t.is(await objection('process-crash', 'device1', ''), sentence);
  t.is(await objection('bgp-reset', 'device1', ''), sentence);
  t.is(await objection('process-crash', 'device1', '42\n'), undefined);
  const bench = fakeWorkbench(topology, { answer: '42\n' });
  const crash = { target: 'device1', parameters: { program: 'charon' } };
  t.is(await faultsByName['process-crash'].impossibleNow?.(bench, crash), undefined);
  t.deepEqual(
    bench.done,
    ['run on device1:\npgrep -x charon-systemd || true\n'],
    'it is the one that is looked for',
  );
});

test('without an established session none can be reset, as on a standby instance', async (t) => {
  t.is(
    await objection('bgp-reset', 'vnet1gw-1', 'BGP state = Idle\n'),
    'vnet1gw-1 has no BGP session through a tunnel just now, so none can be reset.',
  );
  t.is(await objection('bgp-reset', 'vnet1gw-1', 'BGP state = Established, up for 00:01:12\n'), undefined);
});

test('a link that loses everything drops every packet, where the packet filter does it', async (t) => {
  const scriptFor = async (lossPercent: number) => {
    const bench = fakeWorkbench(topology, { netem: false });
    await faultsByName['link-degrade'].apply(bench, { target: 'device1:wan0', parameters: { lossPercent } });
    return bench.done.join('\n');
  };
  for (const all of [100, 99.9999]) {
    const script = await scriptFor(all);
    t.regex(script, /^ {4}counter drop$/m);
    t.notRegex(script, /numgen/);
  }
  t.regex(await scriptFor(99.9), /numgen random mod 100000 < 99900 counter drop/);
});
