import { fileURLToPath } from 'node:url';
import test from 'ava';
import { type CaseRunner, runCase } from '../../../src/batches/suite/run-case.ts';

const fakeProgram = fileURLToPath(new URL('fake-program.js', import.meta.url));

const runner = (behaviour: string, changes: Partial<CaseRunner> = {}): CaseRunner => ({
  program: [process.execPath, fakeProgram, behaviour],
  profile: 'fast',
  dataplane: 'auto',
  folder: 'runs/labs-1',
  signal: new AbortController().signal,
  ...changes,
});

const someCase = { asked: 'dual-redundancy', fault: 'instance-crash', with: {} };

test('a case is a run of the program, with everything as options', async (t) => {
  const { exitCode, stdout, stderr, seconds } = await runCase(
    { ...someCase, target: 'vnet1gw-1' },
    runner('ends'),
  );
  t.is(exitCode, 1);
  t.deepEqual(
    JSON.parse(stdout).asked.join(' '),
    'run dual-redundancy --fault instance-crash --target vnet1gw-1 --profile fast --dataplane auto --format json --runs runs/labs-1',
  );
  t.is(stderr, '❯ Preparing the engine');
  t.true(seconds > 0 && seconds < 60);
});

test.serial("what a case decides by itself does not come from the person's environment", async (t) => {
  const settings = { SWITCHOVER_TARGET: 'device1', SWITCHOVER_KEEP: '1', SWITCHOVER_FLOWS: '16' };
  Object.assign(process.env, settings);
  t.teardown(() => {
    for (const name of Object.keys(settings)) delete process.env[name];
  });
  const { stdout } = await runCase(someCase, runner('ends'));
  t.deepEqual(JSON.parse(stdout).environment, { flows: '16' });
});

test('parameters of a fault are an option as well', async (t) => {
  const parameters = { lossPercent: 5, direction: 'in' } as const;
  const { stdout } = await runCase({ ...someCase, with: parameters }, runner('ends'));
  t.regex(JSON.parse(stdout).asked.join(' '), /--with lossPercent=5, direction=in --profile/);
});

test('progress is told line by line', async (t) => {
  const lines: string[] = [];
  await runCase(someCase, runner('ends', { onProgress: (line) => lines.push(line) }));
  t.deepEqual(lines, ['❯ Preparing the engine']);
});

test('interrupted: the run gets one SIGINT, and is waited for', async (t) => {
  const abort = new AbortController();
  const onProgress = (line: string) => line.includes('Ready') && abort.abort();
  const { exitCode, stderr } = await runCase(
    someCase,
    runner('tears-down', { signal: abort.signal, onProgress }),
  );
  t.is(exitCode, 130);
  t.regex(stderr, /^Signals: 1$/m);
});

test('a run that is killed has an exit code as a shell tells it', async (t) => {
  t.is((await runCase(someCase, runner('dies'))).exitCode, 128 + 9);
});

test('a program that cannot be started is a run that broke', async (t) => {
  const { exitCode, stderr } = await runCase(someCase, runner('', { program: ['/nosuch/program'] }));
  t.is(exitCode, 4);
  t.regex(stderr, /ENOENT/);
});
