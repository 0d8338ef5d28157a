import test from 'ava';
import { EngineError } from '../../../src/engine/engine-error.ts';
import { waysInto } from '../../../src/lab/snapshot/ways-into.ts';

const withPid = (pid: number) => ({
  state: async () => ({ status: '', running: pid > 0, pid, exitCode: 0, outOfMemory: false, error: '' }),
});
const failing = (cause: Error) => ({ state: () => Promise.reject(new EngineError('inspect it', cause)) });
const joint = {
  in: (pid: number) => ({ exec: async () => ({ exitCode: 0, stdout: `${pid}`, stderr: '' }) }),
};

test('a node that ends during a look, removed or not, is left out', async (t) => {
  const removed = failing(Object.assign(new Error('no such container'), { statusCode: 404 }));
  const containers = new Map([
    ['device1', withPid(7)],
    ['device2', withPid(0)],
    ['site5', removed],
  ]);
  t.deepEqual([...(await waysInto(containers, joint)).keys()], ['device1']);
});

test('an engine that is lost is an error', async (t) => {
  const lost = failing(new Error('connect ECONNREFUSED'));
  await t.throwsAsync(waysInto(new Map([['device1', lost]]), joint), { message: /ECONNREFUSED/ });
});
