import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { forgetSas, updownScriptOf } from '../../../src/nodes/ipsec/strongswan/updown.ts';
import { serverUpdownScript } from '../../../src/nodes/point-to-site/point-to-site-gateway-conf.ts';
import { standIns } from '../scripts/stand-ins.ts';

/** A node on which charon reports events; resolves with the calls of `ip`. */
async function node(t: ExecutionContext, { vty = ':', ip = ':' } = {}) {
  const { folder, run } = await standIns(t, {
    ip: `echo "$*" >>FOLDER/said; ${ip}`,
    'switchover-vty': `echo "$*" >>FOLDER/said; ${vty}`,
  });
  return {
    run,
    report: (script: string, verb: string, ...args: readonly string[]) =>
      run(`PLUTO_VERB=${verb} PLUTO_PEER_CLIENT=172.16.201.1/32; set -- ${args.join(' ')}; ${script}`),
    said: async () => (await readFile(join(folder, 'said'), 'utf8')).trim().split('\n'),
  };
}

const ends = ['10.12.255.4', '10.52.255.254', 'ipsec0'] as const;
const ask = 'zebra show ip nht 10.52.255.254';
const look = '-brief -4 address show dev ipsec0';
const replace = 'address replace 10.12.255.4 peer 10.52.255.254/32 dev ipsec0';
const add = [ask, replace];
const remove = 'address delete 10.12.255.4 peer 10.52.255.254/32 dev ipsec0';

test('the address goes with the last child SA of a tunnel, not with the first', async (t) => {
  const { report, said } = await node(t);
  for (const verb of ['up-client', 'up-client', 'down-client'])
    await report(updownScriptOf([]), verb, ...ends);
  t.deepEqual(await said(), [...add, ...add]);
  await report(updownScriptOf([]), 'down-client', ...ends);
  t.deepEqual(await said(), [...add, ...add, remove]);
});

test('a "down" too many is not remembered', async (t) => {
  const { report, said } = await node(t);
  for (const verb of ['down-client', 'up-client', 'down-client'])
    await report(updownScriptOf([]), verb, ...ends);
  t.deepEqual(await said(), [remove, ...add, remove]);
});

test('the SAs of a killed charon are forgotten', async (t) => {
  const { report, run, said } = await node(t);
  await report(updownScriptOf([]), 'up-client', ...ends);
  await run(forgetSas);
  for (const verb of ['up-client', 'down-client']) await report(updownScriptOf([]), verb, ...ends);
  t.deepEqual(await said(), [...add, ...add, remove]);
});

const reached = 'echo " is directly connected, ipsec0"';

test('an address comes back when zebra has seen it go', async (t) => {
  const { report, said } = await node(t, { vty: `[ $(grep -c zebra FOLDER/said) -gt 2 ] || ${reached}` });
  await report(updownScriptOf([]), 'up-client', ...ends);
  t.deepEqual(await said(), [ask, look, ask, look, ask, replace]);
});

test('a second child SA does not wait for an address to go that stays', async (t) => {
  const { report, said } = await node(t, {
    vty: reached,
    ip: 'echo "ipsec0  UNKNOWN  10.12.255.4 peer 10.52.255.254/32 "',
  });
  await report(updownScriptOf([]), 'up-client', ...ends);
  t.deepEqual(await said(), [ask, look, replace]);
});

test('an address does not wait for the end of the routes over another tunnel', async (t) => {
  const { report, said } = await node(t, { vty: 'echo " is directly connected, ipsec01"' });
  await report(updownScriptOf([]), 'up-client', ...ends);
  t.deepEqual(await said(), add);
});

test('each client of a gateway is counted by its own address', async (t) => {
  const { report, said } = await node(t);
  await report(serverUpdownScript, 'up-client', 'ipsec2');
  await report(serverUpdownScript, 'down-client', 'ipsec2');
  t.is((await said()).at(-1), 'route delete 172.16.201.1/32 dev ipsec2');
});
