import test from 'ava';
import { SwitchoverError } from '../../../src/base/errors/switchover-error.ts';
import { Saving } from '../../../src/base/files/saving.ts';

const failing = (message: string) => async () => {
  throw new SwitchoverError('environment', message);
};

test('the first file that cannot be saved is remembered, and the others are tried', async (t) => {
  const saving = new Saving();
  const saved: string[] = [];
  await saving.attempt(async () => void saved.push('before'));
  t.is(saving.problem, undefined);
  await saving.attempt(failing('first'));
  await saving.attempt(failing('second'));
  await saving.attempt(async () => void saved.push('after'));
  t.is(saving.problem, 'first');
  t.deepEqual(saved, ['before', 'after']);
});

test('a defect is thrown', async (t) => {
  const defect = async () => {
    throw new TypeError('x is not a function');
  };
  await t.throwsAsync(new Saving().attempt(defect), { instanceOf: TypeError });
});
