import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { execa } from 'execa';
import { z } from 'zod';
import { notYet, ready } from '../../../src/base/until.ts';
import { cookieName } from '../../../src/workshop/http/cookies.ts';
import { roomFormat } from '../../../src/workshop/room/room-format.ts';
import { roomPath } from '../../../src/workshop/room/rooms-folder.ts';
import { eventually } from '../../eventually.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { ask } from '../http/server.ts';

const script = fileURLToPath(new URL('room-process.ts', import.meta.url));

async function startedIn(t: ExecutionContext, folder: string) {
  const started = execa('node', ['--import=tsx', script, folder], { reject: false, buffer: false });
  t.teardown(() => started.kill('SIGKILL'));
  for await (const line of createInterface({ input: started.stdout })) {
    if (line.startsWith('{'))
      return { started, ...z.object({ port: z.int(), trainer: z.string() }).parse(JSON.parse(line)) };
  }
  throw new Error('The server has ended.');
}

const host = (port: number) => ({ host: `localhost:${port}` });

async function joined(port: number, name: string): Promise<string> {
  const { headers } = await ask({ port }, '/join', {
    method: 'POST',
    body: `name=${name}`,
    headers: {
      origin: `http://localhost:${port}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
  });
  return headers.location?.replace('/s/', '') ?? '';
}

const seatPage = (port: number, token: string) =>
  ask({ port }, '/', { headers: { ...host(port), cookie: `${cookieName('seat', port, false)}=${token}` } });

test('a server that is killed finds every seat, name, progress and lab again', async (t) => {
  const folder = await temporaryFolder(t);
  const first = await startedIn(t, folder);
  // Both at the same moment.
  const tokens = await Promise.all([joined(first.port, 'Ada'), joined(first.port, 'Kim')]);
  const saved = () => roomFormat.readFile(roomPath(folder, 'dual-redundancy-first-look'));
  await eventually(
    'Two labs in the file',
    async () => {
      const { seats } = await saved();
      const labs = seats.filter(({ lab, lesson }) => lab !== null && lesson !== null);
      return labs.length === 2 ? ready() : notYet(`${labs.length} are there`);
    },
    { timeoutMs: 10_000, intervalMs: 50 },
  );
  const before = await saved();
  first.started.kill('SIGKILL');
  await first.started;

  const second = await startedIn(t, folder);
  const after = await saved();
  t.deepEqual(after.seats, before.seats);
  t.deepEqual(
    after.seats.map(({ name, lab, lessons }) => [name, lab, lessons[0]?.tasks.map(({ state }) => state)]),
    ['Ada', 'Kim'].map((name) => [name, `lab-of-${name}`, ['passed', 'open']]),
  );
  for (const token of tokens) t.regex((await seatPage(second.port, token)).text, /id="page"/);
  for (const trainer of [first.trainer, second.trainer])
    t.is((await ask(second, `/t/${trainer}`, { headers: host(second.port) })).status, 200);
});

test('whoever was told of a seat has it, whenever the server is killed', async (t) => {
  const folder = await temporaryFolder(t);
  const first = await startedIn(t, folder);
  const token = await joined(first.port, 'Ada');
  first.started.kill('SIGKILL');
  await first.started;
  const second = await startedIn(t, folder);
  t.regex((await seatPage(second.port, token)).text, /id="page"/);
});
