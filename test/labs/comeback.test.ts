import test from 'ava';
import { switchover } from '../cli/switchover.ts';
import type { Case } from '../comeback/cases.ts';
import type { Outcome } from '../comeback/perform.ts';
import { performAll } from '../comeback/shifts.ts';
import { caseText } from '../comeback/table.ts';
import { realEngine } from '../engine/real-engine.ts';
import { answersTo, inNode, swanctl } from './support/in-node.ts';
import { labDown, labUp } from './support/lab-up.ts';
import { statusOf, tunnelsTo } from './support/node-state.ts';
import { until } from './support/until.ts';

/** A sample of `make test-faults`: what once left a tunnel down for good, and one case of each kind. */
const lab = 'active-active';
const cut = { lab, fault: 'link-down', target: 'device1:wan0', parameters: {}, healAfter: 11 };
const wrongKey = { lab, fault: 'psk-mismatch', target: 'vnet1gw-0--device1', parameters: {}, healAfter: 2 };
const lost = {
  lab,
  fault: 'link-degrade',
  target: 'device1:wan0',
  parameters: { lossPercent: 100 },
  healAfter: 2,
};
const dead = {
  ...wrongKey,
  before: { fault: 'process-crash', target: 'device1', parameters: { program: 'charon' } },
};
const shifts: readonly (readonly Case[])[] = [
  [cut, wrongKey, lost],
  [cut, dead],
];

test('two labs come back from faults, from a parameter at its end, and from two faults at once', async (t) => {
  const { engine } = await realEngine();
  const outcomes: Outcome[] = [];
  await performAll(engine, shifts, {
    jobs: 2,
    until: Number.POSITIVE_INFINITY,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  t.is(outcomes.length, shifts.flat().length);
  for (const { case: one, wholeAfter, failure } of outcomes) {
    t.is(failure, undefined, caseText(one));
    t.true(wholeAfter !== undefined && wholeAfter < 20, `${caseText(one)}: ${wholeAfter} s`);
  }
  t.deepEqual(
    outcomes.flatMap(({ refused }) => refused ?? []),
    ['vnet1gw-0--device1 is not up on device1, so it cannot be ended.'],
  );
});

test('a tunnel that its initiator has closed by hand is started again, without heal', async (t) => {
  const id = await labUp('single-tunnel');
  t.teardown(() => labDown(id));
  const close = 'swanctl --terminate --ike device1 --uri unix:///run/ipsec/device1/vici';
  const before = await ikeNumber(id);
  t.truthy(before);
  await inNode(id, 'vnet1gw-0', 'sh', '-c', close);
  await until(
    'Another IKE SA of device1',
    () => ikeNumber(id),
    (now) => now !== undefined && now !== before,
  );
  t.deepEqual(tunnelsTo(await statusOf(id, 'device1')), ['vnet1gw-0']);
});

test('a tunnel stays up when a new IKE SA replaces an old one', async (t) => {
  const id = await labUp('single-tunnel');
  t.teardown(() => labDown(id));
  const before = await ikeNumber(id);
  t.truthy(before);
  // The gateway begins the same tunnel once more, under another name: device1 ends the old SA when the new one is up.
  // The gateway then begins the old one again, which replaces the new one in the same way.
  const changes = [
    's/^  device1 {$/  again {/',
    's/dpd_delay = .*/dpd_delay = 9s/',
    's/close_action = start/close_action = none/',
  ];
  const again = [
    'cd /etc/ipsec/device1',
    `{ cat swanctl.conf; sed '${changes.join('; ')}' swanctl.conf; } >again.conf`,
    'export VICI=unix:///run/charon/device1/vici',
    'swanctl --load-conns --file again.conf --uri $VICI',
    'swanctl --initiate --ike again --child net --uri $VICI',
  ];
  await inNode(id, 'vnet1gw-0', 'sh', '-ec', again.join('\n'));
  const sas = async () => (await swanctl(id, 'device1', '--list-sas')).match(/: #\d+, /g) ?? [];
  await until('The end of the old IKE SA', sas, ({ length }) => length === 2);
  t.not(await ikeNumber(id), before);
  t.is(await answersTo(id, 'device1', '10.12.255.4'), 5);
  // The old SA goes after the new one has come, and the agent then asks charon what is still up. So the last event may be
  // the end of the old one for a moment.
  const children = async () => {
    const { stdout } = await switchover(['logs', id, 'device1', '--format', 'json']);
    return stdout.split('\n').filter((line) => line.includes('"kind":"child"'));
  };
  const told = await until('The news that the tunnel is up', children, (lines) =>
    /"up":true/.test(lines.at(-1) ?? ''),
  );
  t.true(told.some((line) => line.includes('"up":false')));
});

/** The number of device1's IKE SA; each has one of its own. */
const ikeNumber = async (id: string): Promise<string | undefined> =>
  /#(\d+), ESTABLISHED/.exec(await swanctl(id, 'device1', '--list-sas'))?.[1];
