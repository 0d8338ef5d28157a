import { request } from 'node:http';
import test, { type ExecutionContext } from 'ava';
import { notYet, ready } from '../../../../src/base/until.ts';
import { cookieName } from '../../../../src/workshop/http/cookies.ts';
import type { TrainerUpdate } from '../../../../src/workshop/protocol/trainer.ts';
import type { PageUpdate } from '../../../../src/workshop/protocol/updates.ts';
import { eventually } from '../../../eventually.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { ask } from '../../http/server.ts';
import { type RoomServer, startRoomServer } from '../room-server.ts';
import { lesson, task } from '../support.ts';

async function started(t: ExecutionContext) {
  const server = await startRoomServer(await temporaryFolder(t));
  t.teardown(async () => {
    await server.close();
    await server.room.leave();
  });
  const headers = (who: 'seat' | 'trainer', token: string) => ({
    cookie: `${cookieName(who, server.port, false)}=${token}`,
    origin: `http://localhost:${server.port}`,
    'content-type': 'application/json',
  });
  const trainer = headers('trainer', server.trainer);
  const seat = headers('seat', await server.seats.join('Ada'));
  const post = (path: string, body: object = {}, as = trainer) =>
    ask(server, path, { method: 'POST', body: JSON.stringify(body), headers: as });
  return { server, trainer, seat, post };
}

/** What a stream tells, as it comes. */
function listen<Update>(t: ExecutionContext, { port }: RoomServer, path: string, cookie: string): Update[] {
  const updates: Update[] = [];
  const asking = request({ host: '127.0.0.1', port, path, headers: { host: `localhost:${port}`, cookie } });
  asking.on('response', (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (part: string) => {
      const events = `${text}${part}`.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) if (event.startsWith('data: ')) updates.push(JSON.parse(event.slice(6)));
    });
    response.on('error', () => {});
  });
  asking.on('error', () => {});
  asking.end();
  t.teardown(() => asking.destroy());
  return updates;
}

const soon = { timeoutMs: 5000, intervalMs: 20 };

/** Waits until the last update is as it should be. */
const lastOf = <Update, Wanted>(updates: readonly Update[], find: (update: Update) => Wanted | undefined) =>
  eventually(
    'The update',
    () => {
      const last = updates.at(-1);
      const found = last && find(last);
      return found === undefined ? notYet(JSON.stringify(last)) : ready(found);
    },
    soon,
  );

/** Waits until the room has saved that its first seat takes a lesson. */
const inLesson = ({ room }: RoomServer) =>
  eventually(
    'The lesson of seat 1',
    () => (room.state.seats[0]?.lesson === 0 ? ready() : notYet('it has none')),
    soon,
  );

const tilesOf = (update: TrainerUpdate) => (update.kind === 'room' ? update.room.seats : []);

test('nothing of the trainer answers to the cookie of a seat', async (t) => {
  const { server, seat, post } = await started(t);
  t.is((await ask(server, '/trainer', { headers: seat })).status, 401);
  t.is((await ask(server, '/trainer')).status, 401);
  for (const path of ['stream', 'results.csv', 'seats/1/stream', 'seats/2/stream'])
    t.is((await ask(server, `/api/trainer/${path}`, { headers: seat })).status, 401, path);
  for (const path of [
    'message',
    'pause',
    'break',
    'heal',
    'lesson',
    'step',
    'close',
    'seats/2/reset',
    'seats/2/free',
  ])
    t.is((await post(`/api/trainer/${path}`, {}, seat)).status, 401, path);
  // Its token is none of a trainer, whichever cookie it is in.
  const token = seat.cookie.split('=')[1] ?? '';
  const forged = `${cookieName('trainer', server.port, false)}=${token}`;
  t.is((await ask(server, '/api/trainer/stream', { headers: { cookie: forged } })).status, 401);
  t.is((await ask(server, `/t/${token}`)).status, 404);
  t.is((await ask(server, `/s/${server.trainer}`)).status, 404);
  t.false(server.isClosing());
});

test('the trainer sees names, steps, lamps, hands and labs, and no text of a learner', async (t) => {
  const { server, trainer, seat, post } = await started(t);
  const updates = listen<TrainerUpdate>(t, server, '/api/trainer/stream', trainer.cookie);
  await lastOf(updates, (update) => tilesOf(update).find(({ name }) => name === 'Ada'));
  server.fakes[0]?.tell({
    kind: 'lab',
    lab: { state: 'coming-up', lab: 'dual-redundancy', step: 'wires', waiting: 2 },
  });
  const view = lesson(
    task('look', 'passed'),
    task('break', 'open', { lamps: [{ holds: true, text: 'device1 lost its session with vnet1gw-0' }] }),
  );
  server.fakes[0]?.tell({ kind: 'lesson', lesson: view });
  await post('/api/hand', { isRaised: true }, seat);
  const tile = await lastOf(updates, (update) => tilesOf(update).find(({ handRaised }) => handRaised));
  t.like(tile, { number: 1, lab: 'coming-up', labText: '2 before it', pages: 0 });
  t.deepEqual(tile.lesson, {
    title: 'A first look',
    tasks: 2,
    passed: 1,
    step: { title: 'Task break', number: 2, lamps: [true], minutes: 0, hints: 0 },
  });
  t.false(JSON.stringify(updates).includes('device1'));
  await post('/api/trainer/seats/1/lower-hand');
  await lastOf(updates, (update) => tilesOf(update).find((one) => one.number === 1 && !one.handRaised));
});

test('the page of a learner is told of messages and of a pause, and a paused lab stays as it is', async (t) => {
  const { server, seat, post } = await started(t);
  const updates = listen<PageUpdate>(t, server, '/api/stream', seat.cookie);
  const place = (update: PageUpdate) => (update.kind === 'seat' ? update.seat : undefined);
  await eventually(
    'The stream',
    () => (updates.length >= 2 ? ready() : notYet(`${updates.length} updates`)),
    soon,
  );
  t.like(updates[0], { kind: 'seat', seat: { name: 'Ada', paused: false } });
  await post('/api/trainer/message', { message: 'Break until 11.' });
  await lastOf(updates, (update) => (place(update)?.message === 'Break until 11.' ? true : undefined));
  await post('/api/trainer/pause', { isPaused: true });
  await lastOf(updates, (update) => (place(update)?.paused ? true : undefined));
  const refused = await post('/api/break', { fault: 'instance-crash' }, seat);
  t.is(refused.status, 409);
  t.regex(refused.text, /The trainer has paused the room/);
  t.is((await post('/api/lesson/answer', { task: 'look', question: 0, answer: 1 }, seat)).status, 200);
  await post('/api/trainer/pause', { isPaused: false });
  t.is((await post('/api/break', { fault: 'instance-crash' }, seat)).status, 200);
  t.deepEqual(
    server.fakes[0]?.asked.map(([name]) => name),
    ['answer', 'break'],
  );
});

test('the same fault comes to every lab that is up', async (t) => {
  const { server, post } = await started(t);
  const fault = { fault: 'instance-crash', target: 'vnet1gw-0', parameters: {} };
  t.is((await post('/api/trainer/break', fault)).status, 200);
  t.deepEqual(
    server.fakes.flatMap(({ asked }) => asked),
    [],
    'no lab is up',
  );
  const drawing = { parts: [], layouts: { across: none, down: none }, faults: {} };
  const up = { state: 'up', lab: 'dual-redundancy', id: 'r-1', profile: 'fast', drawing } as const;
  for (const fake of server.fakes) fake.tell({ kind: 'lab', lab: up });
  await post('/api/trainer/break', fault);
  await post('/api/trainer/heal');
  for (const { asked } of server.fakes)
    t.deepEqual(asked, [
      ['break', fault],
      ['heal', {}],
    ]);
});

const none = { width: 0, height: 0, boxes: [], lines: [] };

test('the step of a learner is solved, and a seat is reset', async (t) => {
  const { server, post } = await started(t);
  t.is((await post('/api/trainer/seats/1/solve')).status, 409);
  const view = lesson(task('look', 'passed'), task('break', 'open'));
  server.fakes[0]?.tell({ kind: 'lesson', lesson: view });
  await inLesson(server);
  t.is((await post('/api/trainer/seats/1/solve')).status, 200);
  t.is((await post('/api/trainer/seats/1/reset')).status, 200);
  t.deepEqual(server.fakes[0]?.asked, [
    ['solve', { task: 'break' }],
    ['startOver', { how: 'restart' }],
  ]);
  for (const seat of ['3', '0', '1e0', '-1'])
    t.is((await post(`/api/trainer/seats/${seat}/reset`)).status, 404, seat);
});

test('a step is opened for everybody who has a lesson open', async (t) => {
  const { server, trainer, post } = await started(t);
  const updates = listen<TrainerUpdate>(t, server, '/api/trainer/stream', trainer.cookie);
  const view = lesson(task('look', 'open'), task('break', 'locked'));
  server.fakes[0]?.tell({ kind: 'lesson', lesson: view });
  await inLesson(server);
  const steps = await lastOf(updates, (update) =>
    update.kind === 'room' && update.room.steps.length > 0 ? update.room.steps : undefined,
  );
  t.deepEqual(steps, [
    { id: 'look', title: 'Task look' },
    { id: 'break', title: 'Task break' },
  ]);
  t.is((await post('/api/trainer/step', { task: 'break' })).status, 200);
  t.deepEqual(
    server.fakes.map(({ asked }) => asked),
    [[['openStep', { task: 'break' }]], []],
  );
});

test('a trainer looks at what a seat is told', async (t) => {
  const { server, trainer } = await started(t);
  const updates = listen<PageUpdate>(t, server, '/api/trainer/seats/2/stream', trainer.cookie);
  await lastOf(updates, (update) => (update.kind === 'problem' ? true : undefined));
  const traffic = { rate: 20, directions: [] };
  server.fakes[1]?.tell({ kind: 'traffic', traffic });
  t.is(await lastOf(updates, (update) => (update.kind === 'traffic' ? update.traffic?.rate : undefined)), 20);
});

test('results are a table to download', async (t) => {
  const { server, trainer } = await started(t);
  server.fakes[0]?.tell({ kind: 'lesson', lesson: lesson(task('look', 'open')) });
  await inLesson(server);
  const { headers, text } = await ask(server, '/api/trainer/results.csv', { headers: trainer });
  t.is(headers['content-disposition'], 'attachment; filename="dual-redundancy-first-look.csv"');
  t.is(
    text,
    '\uFEFFseat,name,lesson,task,state,first try,hints,minutes,solved by\r\n1,Ada,dual-redundancy/first-look,look,open,,0,,\r\n',
  );
});
