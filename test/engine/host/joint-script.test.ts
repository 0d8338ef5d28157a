import test from 'ava';
import { jointLimitMs, jointScript, parseJointResults } from '../../../src/engine/host/joint-script.ts';

const commands = (count: number) =>
  Array.from({ length: count }, () => ({ pid: 7, command: ['ping', 'x'], limitMs: 1000 }));

test('at most 100 commands run side by side, and those of a lane have time one after the other', (t) => {
  const script = jointScript(commands(250), '/bin/agent');
  t.is(script.match(/^\} &$/gm)?.length, 100);
  t.is(script.match(/^run \d+ 7 1000 'ping' 'x'$/gm)?.length, 250);
  t.is(jointLimitMs(commands(100)), 6000);
  t.is(jointLimitMs(commands(250)), 18_000);
});

test('a result that is missing leaves the others in their places', (t) => {
  const results = parseJointResults('0:0:aGk=:\n10:late::\n2:3::b29wcw==\n');
  t.deepEqual(results.get(0), { exitCode: 0, stdout: 'hi', stderr: '' });
  t.is(results.get(1), undefined);
  t.deepEqual(results.get(2), { exitCode: 3, stdout: '', stderr: 'oops' });
  t.is(results.get(10), 'late');
  t.is(parseJointResults('').size, 0);
});
