import test from 'ava';
import { errorText, errorValue } from '../../../src/base/errors/error-value.ts';
import { exitCodes } from '../../../src/base/errors/exit-codes.ts';
import { type ErrorKind, isOfKind, SwitchoverError } from '../../../src/base/errors/switchover-error.ts';
import { DefinitionError } from '../../../src/definition/problems/definition-error.ts';
import { NoEngineError } from '../../../src/engine/connection/find-engine.ts';
import { EngineError } from '../../../src/engine/engine-error.ts';
import { FaultError } from '../../../src/faults/kit/fault-error.ts';

/** Scripts rely on these numbers. */
const documented: readonly [ErrorKind, number][] = [
  ['wrong-input', 2],
  ['nothing-measured', 3],
  ['lab-not-ready', 4],
  ['environment', 5],
  ['interrupted', 130],
];

for (const [kind, code] of documented) {
  test(`an error of kind ${kind} ends the program with ${code} and shows its message alone`, (t) => {
    const error = new SwitchoverError(kind, 'It is wrong.', { node: 'device1' });
    t.is(error.exitCode, code);
    t.deepEqual(errorValue(error), {
      kind,
      exitCode: code,
      message: 'It is wrong.',
      fields: { node: 'device1' },
    });
    t.is(errorText(error), 'It is wrong.');
  });
}

test('success is 0, and a missed limit 1', (t) => {
  t.is(exitCodes.passed.code, 0);
  t.is(exitCodes.failed.code, 1);
});

test('an error that the program does not expect is a bug, and its text has the stack', (t) => {
  const error = new TypeError('x is undefined');
  t.deepEqual(errorValue(error), { kind: 'bug', exitCode: 4, message: 'x is undefined', fields: {} });
  t.regex(errorText(error), /^TypeError: x is undefined\n +at .*errors\.test\.ts/);
});

test('anything can be thrown', (t) => {
  t.deepEqual(errorValue('no luck'), { kind: 'bug', exitCode: 4, message: 'no luck', fields: {} });
  t.is(errorText(undefined), 'undefined');
});

test('the cause is kept, and is not a field', (t) => {
  const cause = new Error('ENOENT');
  const error = new SwitchoverError('environment', 'It is gone.', { cause, path: '/x' });
  t.is(error.cause, cause);
  t.deepEqual(error.fields, { path: '/x' });
  t.false('cause' in new SwitchoverError('environment', 'It is gone.'));
});

test('errors are told apart by their kind', (t) => {
  const error = new SwitchoverError('environment', 'It is gone.');
  t.true(isOfKind(error, 'wrong-input', 'environment'));
  t.false(isOfKind(error, 'wrong-input'));
  t.false(isOfKind(new Error('environment'), 'environment'));
});

const special = [
  { error: new DefinitionError([]), exitCode: 2, fields: { problems: [] } },
  { error: new FaultError('It had no effect.', { fault: 'flap' }), exitCode: 3, fields: { fault: 'flap' } },
  {
    error: new EngineError('start x', Object.assign(new Error('no such image'), { statusCode: 404 })),
    exitCode: 5,
    fields: { action: 'start x', statusCode: 404 },
  },
  { error: new NoEngineError([], false), exitCode: 5, fields: {} },
];

for (const { error, exitCode, fields } of special) {
  test(`${error.name} has an exit code and fields`, (t) => {
    t.like(errorValue(error), { exitCode, fields });
  });
}
