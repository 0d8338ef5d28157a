import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import Docker from 'dockerode';
import { notYet, ready } from '../../src/base/until.ts';
import { connectionOptions } from '../../src/engine/connection/endpoint.ts';
import { destroy } from '../../src/engine/containers/streams.ts';
import { labels } from '../../src/engine/ownership/labels.ts';
import { runIn, startSwitchover, switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { eventually } from '../eventually.ts';
import { openToOthers } from '../report/terminal/modes.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { containersOfRun } from './support/containers.ts';
import { inNode } from './support/in-node.ts';
import { labDown, labFileIn } from './support/lab-up.ts';
import { allProcesses } from './support/processes.ts';
import { filesBelow } from './support/run-folder.ts';

/** Where a text was found, and the text. */
type Said = readonly [where: string, text: string];

test('no key or password of a lab is in a result, an output, a log, a process list or what the engine reports', async (t) => {
  await realEngine();
  const sharedKey = `Key${randomBytes(12).toString('hex')}`;
  const file = await labFileIn(await temporaryFolder(t), await clientsWithPasswords(sharedKey));
  const runs = await temporaryFolder(t);
  const engine = await watchedEngine(t);
  const session = startSwitchover([
    'run',
    file,
    '--profile',
    'fast',
    '--runs',
    runs,
    '--keep',
    '--flows',
    '4',
  ]);
  const processes = await processesUntil(session.ended);
  const { exitCode, stdout, stderr } = await session.ended;
  const id = await runIn(runs);
  t.teardown(() => labDown(id));
  t.true(exitCode === 0 || exitCode === 1, stderr);

  const containers = await containersOfRun(id);
  const nodes = containers.flatMap(({ labels: { [labels.node]: node } }) => node ?? []);
  const secrets = await secretsOf(id, nodes);
  t.true(secrets.has(sharedKey));
  t.true(secrets.size > 10, 'the key, three passwords, and the lines of a private key');

  const said: readonly Said[] = [
    ['stdout', stdout],
    ['stderr', stderr],
    ...(await filesIn(runs)),
    ...processes,
    ...engine.events(),
    ...(await Promise.all(containers.map(({ id: own }) => engine.describe(own)))).flat(),
    ...(await verbs(id, nodes, { file, folder: join(runs, id) })),
  ];
  for (const [what, expected] of Object.entries(known)) {
    t.true(
      said.some(([where, text]) => where.startsWith(what) && text.includes(expected)),
      what,
    );
  }
  const betrayed = said.flatMap(([where, text]) =>
    [...secrets, ...encoded(sharedKey)].filter((secret) => text.includes(secret)).map(() => where),
  );
  t.deepEqual([...new Set(betrayed)], []);
  t.deepEqual(await openToOthers(join(runs, id)), []);
});

/** A text that each place must contain. If one is missing, the test did not look there. */
const known = {
  'logs/': 'charon',
  'configuration/': 'router bgp',
  'trials/1/observations.json': 'events',
  'report.html': '<svg',
  'the arguments of process': 'src/start/switchover.js',
  'the environment of process': 'PATH=',
  'an event': 'exec_create',
  'the description of': 'CapDrop',
  'the log of': 'charon',
  'switchover run': 'router bgp',
  'switchover logs': 'charon',
  'switchover inspect': 'device1',
  'switchover report': 'laptop1',
} as const;

async function clientsWithPasswords(sharedKey: string): Promise<string> {
  const lab = await readFile(new URL('../../labs/point-to-site/lab.yaml', import.meta.url), 'utf8');
  return lab
    .replace(/^# yaml-language-server.*\n/, '')
    .replace('AzureA1b2C3', sharedKey)
    .replace('vpnAuthenticationType: Certificate', 'vpnAuthenticationType: Radius');
}

/** The secrets in the nodes: keys and passwords as they were written, private keys line by line. */
async function secretsOf(id: string, nodes: readonly string[]): Promise<Set<string>> {
  const script =
    "[ ! -d /etc/ipsec ] || find /etc/ipsec \\( -name secrets.conf -o -path '*/private/*' \\) -type f -exec cat {} +";
  const texts = await Promise.all(nodes.map((node) => inNode(id, node, 'sh', '-c', script)));
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/secret = "(.+)"|^([A-Za-z0-9+/=]{40,})$/gm)].flatMap(
        ([, secret, line]) => secret ?? line ?? [],
      ),
    ),
  );
}

const encoded = (secret: string): string[] =>
  (['hex', 'base64'] as const).map((encoding) => Buffer.from(secret).toString(encoding).replace(/=+$/, ''));

/** Command lines and environments of all processes of the machine, those in containers too, until the run ends. */
async function processesUntil(ending: Promise<unknown>): Promise<Said[]> {
  const seen = new Map<string, Said>();
  let over = false;
  const watched = ending.finally(() => {
    over = true;
  });
  const look = async () => {
    for (const { pid, commandLine, environment } of await allProcesses()) {
      seen.set(`arguments ${commandLine}`, [`the arguments of process ${pid}`, commandLine]);
      const variables = environment.join('\n');
      seen.set(`environment ${variables}`, [`the environment of process ${pid}`, variables]);
    }
    return over ? ready() : notYet('the run');
  };
  await eventually('The end of the run', look, { timeoutMs: 200_000, intervalMs: 5 });
  await watched;
  return [...seen.values()];
}

/** Every file of every run in a folder, unpacked, by its path in the folder of its run. */
async function filesIn(runs: string): Promise<Said[]> {
  return Promise.all(
    (await filesBelow(runs)).map(async (path): Promise<Said> => {
      const content = await readFile(join(runs, path));
      const unpacked = path.endsWith('.gz') ? await promisify(gunzip)(content) : content;
      return [path.split('/').slice(1).join('/'), unpacked.toString('latin1')];
    }),
  );
}

/** Everything that the engine tells its clients. */
async function watchedEngine(t: ExecutionContext) {
  const docker = new Docker(connectionOptions((await realEngine()).engine.endpoint));
  const events = await docker.getEvents({ filters: { label: [labels.run] } });
  t.teardown(() => destroy(events));
  let text = '';
  events.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  return {
    events: (): Said[] => [['an event', text]],
    describe: async (id: string): Promise<Said[]> => {
      const container = docker.getContainer(id);
      const [description, log] = await Promise.all([
        container.inspect(),
        container.logs({ stdout: true, stderr: true }),
      ]);
      return [
        [`the description of ${description.Name}`, JSON.stringify(description)],
        [`the log of ${description.Name}`, log.toString('latin1')],
      ];
    },
  };
}

/** The output of the commands for a lab file, for a lab that is up, and for its results. */
async function verbs(
  id: string,
  nodes: readonly string[],
  { file, folder }: { readonly file: string; readonly folder: string },
): Promise<Said[]> {
  const commands = [
    ['validate', file],
    ['run', file, '--dry-run'],
    ['list', '--format', 'json'],
    ['inspect', id],
    ['inspect', id, '--format', 'json'],
    ...nodes.map((node) => ['logs', id, node]),
    ['report', folder],
  ];
  const said: Said[] = [];
  for (const command of commands) {
    const { stdout, stderr } = await switchover(command);
    said.push([`switchover ${command.join(' ')}`, stdout + stderr]);
  }
  return said;
}
