import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { dataplaneNamed } from '../../../src/nodes/ipsec/choose.ts';
import { retriedBy, retryScript } from '../../../src/nodes/scripts/retry-script.ts';
import { tunnelsAt } from '../../../src/topology/find.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { standIns } from './stand-ins.ts';

/** One round of the script, with programs that answer as those of a node would. */
async function oneRound(
  t: ExecutionContext,
  answers: { readonly addresses: string; readonly sas: string },
): Promise<string> {
  const { folder, run } = await standIns(t, {
    sleep: '[ ! -e FOLDER/slept ] && touch FOLDER/slept',
    flock: ':',
    ip: `echo '${answers.addresses}'`,
    swanctl: `case "$*" in *--list-sas*) echo '${answers.sas}' ;; *) echo "$*" >>FOLDER/said ;; esac`,
  });
  await writeFile(join(folder, 'said'), '');
  await run(retryScript(started(), 2));
  return (await readFile(join(folder, 'said'), 'utf8')).trim();
}

const started = () => {
  const tunnels = tunnelsAt(labTopology('active-active'), 'vnet1gw-0');
  return retriedBy(dataplaneNamed('kernel').charons(tunnels));
};

const up = 'ipsec0@wan0      UP             10.12.255.4 peer 10.52.255.254/32';
const down = 'wan0             UP             203.0.113.10/24';
const sa = (state: string, more: string) =>
  `list-sa event {device1 {uniqueid=6 version=2 state=${state} ${more}}}\nlist-sas reply {}`;

test('a tunnel of which charon knows nothing is started again', async (t) => {
  t.regex(
    await oneRound(t, { addresses: down, sas: 'list-sas reply {}' }),
    /^--initiate --ike device1 --child net /,
  );
});

test('a child that was refused is asked for again', async (t) => {
  const sas = sa('ESTABLISHED', 'rekey-time=26268 child-sas {}');
  t.regex(await oneRound(t, { addresses: down, sas }), /^--initiate --ike device1 --child net /);
});

test('a tunnel that is up is left alone, whatever charon says', async (t) => {
  t.is(await oneRound(t, { addresses: up, sas: 'list-sas reply {}' }), '');
});

test('charon is left alone while it is at work on the tunnel, or does not answer', async (t) => {
  for (const sas of [
    sa('CONNECTING', 'tasks-active=[IKE_INIT IKE_AUTH CHILD_CREATE] child-sas {}'),
    sa('ESTABLISHED', 'tasks-queued=[CHILD_CREATE] child-sas {}'),
    sa('ESTABLISHED', 'child-sas {net-6 {name=net state=INSTALLED}}'),
    sa('DELETING', 'child-sas {}'),
    '',
  ]) {
    t.is(await oneRound(t, { addresses: down, sas }), '', sas);
  }
});

test('an instance starts only the tunnels for which it is the initiator', (t) => {
  const at = (node: string) =>
    retriedBy(dataplaneNamed('userspace').charons(tunnelsAt(labTopology('active-active'), node)));
  t.deepEqual(
    at('vnet1gw-0').map(({ connection }) => connection),
    ['device1'],
  );
  t.deepEqual(at('device1'), []);
});
