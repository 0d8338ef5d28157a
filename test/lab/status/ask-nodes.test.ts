import test from 'ava';
import { SwitchoverError } from '../../../src/base/errors/switchover-error.ts';
import type { Container } from '../../../src/engine/containers/container.ts';
import { EngineError } from '../../../src/engine/engine-error.ts';
import { askNode, askNodes } from '../../../src/lab/status/ask-nodes.ts';
import { dualRedundancy } from '../../topology/definitions.ts';
import { topologyOf } from '../../topology/lab-topology.ts';

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

test('a node that cannot be asked does not keep the others from answering, and one that cannot be understood runs', async (t) => {
  const topology = topologyOf(dualRedundancy());
  const whole = '== clock\n965307938060\n1795802529084831286\n';
  const gone = new EngineError(
    'run a command',
    Object.assign(new Error('is not running'), { statusCode: 409 }),
  );
  const answers = new Map<string, Pick<Container, 'exec'>>([
    ['device1', answering('', 127)],
    ['device2', answering('{"half": ')],
    ['host', { exec: () => Promise.reject(gone) }],
    ['vm', answering(whole)],
  ]);
  const statuses = await askNodes(topology, (node) => answers.get(node));
  t.deepEqual(
    statuses.map(({ node }) => node),
    ['vm', 'device2'],
  );
  t.like(statuses[1], { ready: false, silent: ['status'] });
});

test('an engine that is lost is an error', async (t) => {
  const lost = new EngineError('run a command', new Error('connect ECONNREFUSED'));
  const asked = askNodes(topologyOf(dualRedundancy()), () => ({ exec: () => Promise.reject(lost) }));
  t.is(await t.throwsAsync(asked), lost);
});
