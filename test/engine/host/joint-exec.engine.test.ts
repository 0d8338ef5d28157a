import test from 'ava';
import { JointExec } from '../../../src/engine/host/joint-exec.ts';
import { startWiring } from '../../../src/engine/host/wiring.ts';
import { labels } from '../../../src/engine/ownership/labels.ts';
import { realEngine, testContainer } from '../real-engine.ts';

const forever = 'while :; do sleep 60; done';

test('commands in several containers share a script, and each gets its own result', async (t) => {
  const { engine, image } = await realEngine();
  const containers = await Promise.all([testContainer(t, forever), testContainer(t, forever)]);
  await Promise.all(containers.map((container) => container.start()));
  const [left = 0, right = 0] = await Promise.all(containers.map((container) => container.pid()));
  const program = (await containers[0]?.exec(['readlink', '/proc/1/exe']))?.stdout.trim() ?? '';
  await using helper = await startWiring(engine, image, { [labels.run]: 'x' });
  let scripts = 0;
  const joint = new JointExec(async () => {
    scripts += 1;
    return helper;
  }, program);
  const awkward = `it's "$HOME" *\n`;
  const [name, said, failed, late] = await Promise.all([
    joint.in(left).exec(['hostname']),
    joint.in(right).exec(['printf', '%s', awkward]),
    joint.in(right).exec(['sh', '-c', 'echo oops >&2; exit 3']),
    joint.in(left).exec(['sleep', '30'], { timeoutMs: 200 }),
  ]);
  t.is(scripts, 1);
  const own = await containers[0]?.exec(['hostname']);
  t.is(name.stdout, own?.stdout);
  t.deepEqual(said, { exitCode: 0, stdout: awkward, stderr: '' });
  t.deepEqual(failed, { exitCode: 3, stdout: '', stderr: 'oops\n' });
  t.is(late.exitCode, 124);
});

test('a PID that belongs to another program is not entered', async (t) => {
  const { engine, image } = await realEngine();
  await using helper = await startWiring(engine, image, { [labels.run]: 'x' });
  const joint = new JointExec(async () => helper, '/no/such/program');
  const [ended, gone] = await Promise.all([
    joint.in(process.pid).exec(['hostname']),
    joint.in(4_000_000).exec(['hostname']),
  ]);
  for (const result of [ended, gone]) t.like(result, { exitCode: 1, stdout: '', stderr: 'it has ended\n' });
});
