import test from 'ava';
import { EngineError } from '../../../src/engine/engine-error.ts';
import { JointExec } from '../../../src/engine/host/joint-exec.ts';
import { startWiring } from '../../../src/engine/host/wiring.ts';
import { labels } from '../../../src/engine/ownership/labels.ts';
import { capabilityMask } from '../../nodes/capability-table.ts';
import { realEngine, testContainer } from '../real-engine.ts';

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error instanceof EngineError ? error.message : `no EngineError: ${error}`),
  );

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
  const [name, said, failed, late, stubborn] = await Promise.all([
    joint.in(left).exec(['hostname']),
    joint.in(right).exec(['printf', '%s', awkward]),
    joint.in(right).exec(['sh', '-c', 'echo oops >&2; exit 3']),
    reasonOf(joint.in(left).exec(['sleep', '600'], { timeoutMs: 200 })),
    reasonOf(joint.in(left).exec(['sh', '-c', "trap '' TERM; sleep 601"], { timeoutMs: 200 })),
  ]);
  t.is(scripts, 1);
  const own = await containers[0]?.exec(['hostname']);
  t.is(name.stdout, own?.stdout);
  t.deepEqual(said, { exitCode: 0, stdout: awkward, stderr: '' });
  t.deepEqual(failed, { exitCode: 3, stdout: '', stderr: 'oops\n' });
  t.is(late, 'Could not run "sleep 600": it took longer than 0.2 s');
  t.regex(stubborn, /: it took longer than 0\.2 s$/);
  const running = await containers[0]?.exec(['pgrep', '-f', 'sleep 60[01]']);
  t.is(running?.stdout, '');
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

test('a program that somebody replaced in a container gets no more rights than the container has', async (t) => {
  const { engine, image } = await realEngine();
  const capabilities = ['NET_ADMIN', 'NET_RAW', 'SETUID'];
  const container = await testContainer(t, forever, { capabilities });
  await container.start();
  const replaced = '#!/bin/sh\ngrep ^Cap /proc/self/status\nls /proc/self/fd\n';
  await container.writeFiles(new Map([['usr/local/bin/ping', { content: replaced, mode: 0o755 }]]));
  const program = (await container.exec(['readlink', '/proc/1/exe'])).stdout.trim();
  await using helper = await startWiring(engine, image, { [labels.run]: 'x' });
  const joint = new JointExec(async () => helper, program);
  const { stdout } = await joint.in(await container.pid()).exec(['ping']);
  const both = capabilityMask(['NET_ADMIN', 'NET_RAW']);
  const none = capabilityMask([]);
  t.is(
    stdout.replaceAll('\t', ' '),
    `CapInh: ${none}\nCapPrm: ${both}\nCapEff: ${both}\nCapBnd: ${both}\nCapAmb: ${none}\n0\n1\n2\n3\n`,
  );
});

test('the files of the helper cannot be replaced from a container', async (t) => {
  const { engine, image } = await realEngine();
  await using helper = await startWiring(engine, image, { [labels.run]: 'x' });
  await t.throwsAsync(helper.run('echo x >>/usr/local/bin/switchover-enter'), {
    message: /Read-only file system/,
  });
});

test('each of many commands gets its own result', async (t) => {
  const { engine, image } = await realEngine();
  const container = await testContainer(t, forever);
  await container.start();
  const program = (await container.exec(['readlink', '/proc/1/exe'])).stdout.trim();
  await using helper = await startWiring(engine, image, { [labels.run]: 'x' });
  const way = new JointExec(async () => helper, program).in(await container.pid());
  const results = await Promise.all(
    Array.from({ length: 250 }, (_, number) => way.exec(['echo', `${number}`])),
  );
  t.deepEqual(
    results.map(({ stdout }) => stdout),
    results.map((_, number) => `${number}\n`),
  );
});
