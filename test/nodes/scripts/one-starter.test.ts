import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { beginScript } from '../../../src/faults/kit/tunnel.ts';
import { dataplaneNamed } from '../../../src/nodes/ipsec/choose.ts';
import { connectScript } from '../../../src/nodes/scripts/connect-script.ts';
import { restartScript } from '../../../src/nodes/scripts/restart-script.ts';
import { tunnelsAt } from '../../../src/topology/find.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { standIns } from './stand-ins.ts';

const tunnels = tunnelsAt(labTopology('active-active'), 'vnet1gw-0');
const dataplane = dataplaneNamed('kernel');
const charons = dataplane.charons(tunnels);

/** It needs a moment to begin, and from then on lists the tunnel. */
const swanctl = [
  'case "$*" in',
  "*--list-sas*) [ ! -e FOLDER/begun ] || echo 'state=CONNECTING' ;;",
  '*--initiate*) sleep 0.2; echo begun >>FOLDER/begun ;;',
  'esac',
].join('\n');

test('two processes that connect a replacement begin its tunnels once', async (t) => {
  const { folder, run } = await standIns(t, {
    swanctl,
    retry: 'echo begun >>FOLDER/retries; [ ! -e /proc/$$/fd/8 ] || echo "keeps the lock" >>FOLDER/retries',
  });
  const script = connectScript(charons, []);
  await Promise.all([run(script), run(script)]);
  t.is(await readFile(join(folder, 'begun'), 'utf8'), 'begun\n');
  t.is(await readFile(join(folder, 'retries'), 'utf8'), 'begun\n');
});

test('two that begin a tunnel which is down begin it once', async (t) => {
  const { folder, run } = await standIns(t, { swanctl });
  const [charon] = charons;
  const [local] = charon?.tunnels ?? [];
  if (!charon || !local) throw new Error('It begins no tunnel.');
  // As a fault is applied: between two stamps, without output.
  const script = `{\n${beginScript({ node: 'vnet1gw-0', local, charon })}\n} >/dev/null\necho over`;
  await Promise.all([run(script), run(script)]);
  t.is(await readFile(join(folder, 'begun'), 'utf8'), 'begun\n');
});

test('a restarted charon begins a tunnel only where the retries have not, and daemons do not keep the lock', (t) => {
  const script = restartScript([], { dataplane, tunnels, charons, clients: undefined });
  const [started = '', locked = ''] = script.split('exec 9>/run/role.lock');
  t.true(started.includes('charon-systemd &'));
  t.false(locked.includes('&\n'));
  t.regex(locked, /flock 9\n.*--load-all[\s\S]*--list-sas.*\|\| .*--initiate/);
});
