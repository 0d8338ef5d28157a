import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCancelSignal, getOneMessage, sendMessage } from 'execa';
import { requestMessageSchema } from '../../../src/batches/process/messages.ts';
import { send } from '../../../src/batches/process/send.ts';
import { result } from './fake-result.ts';

/** Stands in for the process of a lab. The lab name in its request says what it does. */
const [cancel, message] = await Promise.all([getCancelSignal(), getOneMessage()]);
const asked = requestMessageSchema.parse(message);
if (asked.kind !== 'run') throw new Error('The first message is a request.');
const { request, more } = asked;
const note = (name: string) => writeFileSync(join(request.folders.runs, name), '');
const untilCanceled = new Promise<void>((resolve) => {
  cancel.addEventListener('abort', () => resolve());
  if (cancel.aborted) resolve();
});

switch (request.lab) {
  case 'finishes':
    await sendMessage({ kind: 'step', step: { step: 'preparing' } });
    await sendMessage({ kind: 'step', step: { step: 'saved', path: JSON.stringify(request) } });
    await sendMessage({ kind: 'finished', outcome: { result, folder: 'runs/run-1' }, labIsUp: false });
    break;
  case 'stays':
    for (let number = 1; ; number += 1) {
      const following = getOneMessage();
      await sendMessage({
        kind: 'finished',
        outcome: { result, folder: `runs/run-${number}` },
        labIsUp: more,
      });
      const next = requestMessageSchema.parse(await following);
      if (next.kind === 'no-more') break;
      if (next.request.lab === 'is-killed') process.kill(process.pid, 'SIGKILL');
    }
    note('ended');
    break;
  case 'stays-for-ever': {
    const following = getOneMessage();
    await sendMessage({ kind: 'finished', outcome: { result, folder: 'runs/run-1' }, labIsUp: more });
    await following;
    await sendMessage({
      kind: 'failed',
      error: { kind: 'environment', exitCode: 5, message: 'It cannot be removed.', fields: {} },
    });
    break;
  }
  case 'fails':
    await sendMessage({
      kind: 'failed',
      error: { kind: 'lab-not-ready', exitCode: 4, message: 'device2 ended.', fields: { node: 'device2' } },
    });
    process.exitCode = 4;
    break;
  case 'sends-nonsense':
    await sendMessage({
      kind: 'finished',
      outcome: { result: { format: 'other' }, folder: '' },
      labIsUp: false,
    });
    break;
  case 'tears-down': {
    const running = setInterval(() => {}, 1000);
    await sendMessage({ kind: 'step', step: { step: 'preparing' } });
    await untilCanceled;
    await sendMessage({ kind: 'step', step: { step: 'torn-down', milliseconds: 1 } }).catch(() => {});
    await sendMessage({
      kind: 'failed',
      error: { kind: 'interrupted', exitCode: 130, message: 'Interrupted.', fields: {} },
    }).catch(() => {});
    clearInterval(running);
    break;
  }
  case 'leaves-notes': {
    const running = setInterval(() => {}, 1000);
    process.on('exit', () => note('ended'));
    note('up');
    await untilCanceled;
    // Like a run, it does not wait when it reports a step, and does not care whether the parent still exists.
    void send({ kind: 'step', step: { step: 'tearing-down' } });
    note('torn-down');
    clearInterval(running);
    break;
  }
  case 'is-killed':
    process.stderr.write('no memory\n');
    process.kill(process.pid, 'SIGKILL');
    break;
  case 'ends':
    process.stderr.write('a stack\n');
    process.exitCode = 7;
    break;
}
