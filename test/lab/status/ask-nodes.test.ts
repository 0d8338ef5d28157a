import test from 'ava';
import { SwitchoverError } from '../../../src/base/errors/switchover-error.ts';
import { askNode } from '../../../src/lab/status/ask-nodes.ts';

const answering = (stdout: string, exitCode = 0) => ({
  exec: async () => ({ exitCode, stdout, stderr: exitCode === 0 ? '' : 'sh: not found' }),
});

test('half an answer of a node is an error that names the node', async (t) => {
  const error = await t.throwsAsync(askNode('device1', answering('{"half": ')), {
    instanceOf: SwitchoverError,
    message: 'The status of device1 cannot be read: its answer is incomplete.',
  });
  t.is(error?.kind, 'lab-not-ready');
  t.is(error?.fields.node, 'device1');
});

test('a node that cannot run its status script is an error with what it said', async (t) => {
  const error = await t.throwsAsync(askNode('device1', answering('', 127)), { instanceOf: SwitchoverError });
  t.is(error?.message, 'device1 could not be asked for its status:\nsh: not found');
});
