import anyTest, { type ExecutionContext, type TestFn } from 'ava';
import { realEngine } from '../engine/real-engine.ts';
import { broken, healed } from './support/broken.ts';
import { labIsConfined } from './support/confinement.ts';
import { killNode } from './support/containers.ts';
import { type HostState, hostState } from './support/host-state.ts';
import { inNode, swanctl } from './support/in-node.ts';
import { labDown, labUp } from './support/lab-up.ts';
import {
  addressesOf,
  establishedWith,
  eventsOf,
  nextHopsTo,
  statusOf,
  tunnelsTo,
} from './support/node-state.ts';
import { reaches, until } from './support/until.ts';

/** An active-standby gateway: which of its two instances has the addresses, and what moves them. */

const test = anyTest as TestFn<{ readonly id: string; readonly before: HostState }>;

/** The addresses that move, by the interface of the active instance that has them. */
const floating = { wan0: '203.0.113.10', azure0: '10.12.255.30' };
const device = '10.52.255.254';
const platform = '10.12.255.1';
const sitePrefixes = ['10.51.0.0/16', '10.52.0.0/16'];
const privateAddresses = { 'vnet1gw-0': '10.12.255.4', 'vnet1gw-1': '10.12.255.5' };
type Instance = keyof typeof privateAddresses;

test.before('the lab is brought up', async (t) => {
  await realEngine();
  const before = await hostState();
  t.context = { before, id: await labUp('active-standby') };
});

test.after.always((t) => labDown(t.context.id));

test.serial(
  'the first instance is active, and the standby has no address, tunnel, session or route',
  async (t) => {
    await isActive(t, 'vnet1gw-0');
    await standsBy(t, 'vnet1gw-1');
  },
);

test.serial('every node has only its documented capabilities, and reaches nothing outside the lab', (t) =>
  labIsConfined(t, { ...t.context, lab: 'active-standby' }),
);

test.serial('a tunnel that is closed by hand on the device comes back, and no address moves', async (t) => {
  const { id } = t.context;
  const moves = await movesSeen(id);
  const before = await tunnelsOpened(id);
  await swanctl(id, 'device1', '--terminate', '--ike', 'vnet1gw');
  await until(
    'A new tunnel',
    () => tunnelsOpened(id),
    (opened) => opened > before,
  );
  await isActive(t, 'vnet1gw-0');
  await standsBy(t, 'vnet1gw-1');
  t.deepEqual(await movesSeen(id), moves);
});

test.serial('its tunnel can be broken at either end, and healed', async (t) => {
  const { id } = t.context;
  const tunnel = 'vnet1gw--device1';
  for (const at of ['device1', 'vnet1gw']) {
    await broken(id, 'tunnel-delete', tunnel, '--with', `at=${at}`);
    t.is(await healed(id), 'No fault is active.\nFully redundant.');
    await broken(id, 'psk-mismatch', tunnel, '--with', `at=${at}`);
    t.is(await healed(id), `psk-mismatch of ${tunnel} is undone\nFully redundant.`);
  }
  await isActive(t, 'vnet1gw-0');
});

test.serial(
  'when the active instance shuts down cleanly, the standby takes over with the same addresses',
  async (t) => {
    const { id } = t.context;
    const before = await farewellsHeard(id);
    await inNode(id, 'vnet1gw-0', 'sh', '-c', 'kill "$(cat /run/keepalived.pid)"');
    await until(
      'The takeover',
      () => addressesOf(id, 'vnet1gw-1', 'azure0'),
      (addresses) => addresses.includes(floating.azure0),
    );
    await isActive(t, 'vnet1gw-1');
    await standsBy(t, 'vnet1gw-0');
    // The active instance closed its tunnel, and did not leave it to dead peer detection.
    t.is(await farewellsHeard(id), before + 1);
    // The device did not have to be configured differently.
    t.regex(await swanctl(id, 'device1', '--list-sas'), new RegExp(`remote '${floating.wan0}'`));
    t.true(establishedWith(await statusOf(id, 'device1')).includes(floating.azure0));
    t.is(await reaches(id, 'vm', '10.51.0.10'), 5);
  },
);

test.serial('when the first instance starts again, the addresses stay on the second', async (t) => {
  const { id } = t.context;
  const moves = await movesSeen(id);
  // A machine that starts has no mark yet.
  await inNode(id, 'vnet1gw-0', 'rm', '/run/connected');
  await inNode(id, 'vnet1gw-0', '/etc/switchover/connect', 'later');
  // VRRP sends one advertisement a second. Without one, the first instance would take the addresses after 3.5 s.
  await inNode(id, 'vnet1gw-0', 'timeout', '20', 'tcpdump', '-n', '-c', '5', '-i', 'azure0', 'ip proto 112');
  const said = (await eventsOf(id, 'vnet1gw-0')).flatMap((event) =>
    event.kind === 'log' ? [event.text] : [],
  );
  t.is(
    said.findLast((text) => / Entering \w+ STATE/.test(text)),
    '(vnet1gw) Entering BACKUP STATE (init)',
  );
  await isActive(t, 'vnet1gw-1');
  await standsBy(t, 'vnet1gw-0');
  t.deepEqual(await movesSeen(id), moves);
});

test.serial('when the device dies, tunnel, session and routes are gone, and no address moves', async (t) => {
  const { id } = t.context;
  const moves = await movesSeen(id);
  await killNode(id, 'device1');
  const status = await until(
    'The end of the tunnel',
    () => statusOf(id, 'vnet1gw-1'),
    (now) => tunnelsTo(now).length === 0 && nextHopsTo(now, '10.51.0.0/16').length === 0,
  );
  t.deepEqual(establishedWith(status), [platform]);
  await holdsAddresses(t, 'vnet1gw-1');
  await standsBy(t, 'vnet1gw-0');
  t.deepEqual(await movesSeen(id), moves);
});

type Test = ExecutionContext<{ readonly id: string }>;

async function isActive(t: Test, instance: Instance): Promise<void> {
  const { id } = t.context;
  await holdsAddresses(t, instance);
  const status = await until(
    `The session of ${instance}`,
    () => statusOf(id, instance),
    (now) => establishedWith(now).includes(device) && nextHopsTo(now, '10.52.0.0/16').length > 0,
  );
  t.deepEqual(tunnelsTo(status), ['device1']);
  t.deepEqual(establishedWith(status), [platform, device]);
  for (const prefix of sitePrefixes) {
    t.deepEqual(nextHopsTo(status, prefix), [device], `${prefix} on ${instance}`);
    await until(
      `The route to ${prefix} through ${instance} alone`,
      async () => nextHopsTo(await statusOf(id, 'testvnet1'), prefix),
      (hops) => hops.join() === privateAddresses[instance],
    );
  }
}

async function holdsAddresses(t: Test, instance: Instance): Promise<void> {
  for (const [port, address] of Object.entries(floating)) {
    const own = await addressesOf(t.context.id, instance, port);
    t.true(own.includes(address), `${address} on ${instance}: ${own.join()}`);
  }
}

async function standsBy(t: Test, instance: Instance): Promise<void> {
  const { id } = t.context;
  const possessions = await until(
    `That ${instance} stands by`,
    () => possessionsOf(id, instance),
    (found) => found.length === 0,
  );
  t.deepEqual(possessions, []);
  t.deepEqual(establishedWith(await statusOf(id, instance)), [platform]);
}

/** Addresses, tunnels, sessions and routes of an instance that only the active one may have. */
async function possessionsOf(id: string, instance: Instance): Promise<string[]> {
  const addresses = await inNode(id, instance, 'ip', '-4', '-brief', 'address');
  const status = await statusOf(id, instance);
  return [
    ...Object.values(floating).filter((address) => addresses.includes(` ${address}`)),
    ...status.tunnels.map(({ peer, ike }) => `${ike} SA with ${peer}`),
    ...establishedWith(status).filter((neighbor) => neighbor !== platform),
    ...status.routes.map(({ prefix }) => prefix).filter((prefix) => /^10\.5[12]\./.test(prefix)),
  ];
}

/** How often a tunnel came up on the device. */
async function tunnelsOpened(id: string): Promise<number> {
  return (await eventsOf(id, 'device1')).filter((event) => event.kind === 'child' && event.up).length;
}

/** How often the gateway told the device that it was closing a tunnel. */
async function farewellsHeard(id: string): Promise<number> {
  return (await eventsOf(id, 'device1')).filter(
    (event) => event.kind === 'log' && event.text.includes('received DELETE for IKE_SA vnet1gw'),
  ).length;
}

/** Every time that an instance got or lost a floating address. */
async function movesSeen(id: string): Promise<string[]> {
  const events = await Promise.all(Object.keys(privateAddresses).map((instance) => eventsOf(id, instance)));
  return events.flat().flatMap((event) => {
    if (event.kind !== 'address' || !(event.interface in floating)) return [];
    return [`${event.node} ${event.present ? 'got' : 'lost'} ${event.address}`];
  });
}
