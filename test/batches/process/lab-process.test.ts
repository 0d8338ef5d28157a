import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { execa } from 'execa';
import { notYet, ready } from '../../../src/base/until.ts';
import { LabProcess } from '../../../src/batches/process/lab-process.ts';
import type { RunStep } from '../../../src/run/steps.ts';
import { eventually } from '../../eventually.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { result } from './fake-result.ts';
import { request } from './request.ts';

const fakeRun = fileURLToPath(new URL('fake-run.ts', import.meta.url));
const parentOfRun = fileURLToPath(new URL('parent-of-run.ts', import.meta.url));

// The fake is TypeScript, also for tests that are built.
process.env.NODE_OPTIONS = '--import=tsx';

interface Settings {
  readonly file?: string;
  readonly limitMs?: number;
  readonly signal?: AbortSignal;
  readonly onStep?: (step: RunStep) => void;
}

/** Starts the fake. */
const startProcess = ({ signal = new AbortController().signal, file = fakeRun }: Settings = {}) =>
  new LabProcess(signal, file);

/** Has the fake do one run, and records its steps. */
function start(lab: string, settings: Settings = {}) {
  const { limitMs = 60_000, onStep } = settings;
  const steps: RunStep[] = [];
  const end = startProcess(settings).run(request(lab), {
    limitMs,
    more: false,
    onStep: onStep ?? ((step) => steps.push(step)),
  });
  return { steps, end };
}

const watch = { limitMs: 60_000, more: true, onStep: () => {} };

test('the process gets the request, and its steps and result arrive unchanged', async (t) => {
  const { steps, end } = start('finishes');
  t.deepEqual(await end, { kind: 'finished', outcome: { result, folder: 'runs/run-1' } });
  const [first, second] = steps;
  t.deepEqual(first, { step: 'preparing' });
  t.deepEqual(
    second?.step === 'saved' && JSON.parse(second.path),
    JSON.parse(JSON.stringify(request('finishes'))),
  );
});

test('a process does one run after the other while its lab stays, and ends when none is left', async (t) => {
  const runs = await temporaryFolder(t);
  const process = startProcess();
  t.like(await process.run(request('stays', runs), watch), { outcome: { folder: 'runs/run-1' } });
  t.false(process.isOver);
  t.like(await process.run(request('stays', runs), watch), { outcome: { folder: 'runs/run-2' } });
  t.is(await process.end(), undefined);
  t.true(process.isOver);
  t.deepEqual(await readdir(runs), ['ended']);
});

test('a process whose lab does not stay ends with the run', async (t) => {
  const process = startProcess();
  t.like(await process.run(request('finishes'), watch), { kind: 'finished' });
  t.true(process.isOver);
  t.is(await process.end(), undefined);
});

test('a process that dies between two runs, or in one, is the end of the second', async (t) => {
  const process = startProcess();
  await process.run(request('stays'), watch);
  t.like(await process.run(request('is-killed'), watch), { kind: 'died', signal: 'SIGKILL' });
  t.true(process.isOver);
});

test('a lab that could not be removed at the end is said', async (t) => {
  const process = startProcess();
  await process.run(request('stays-for-ever'), watch);
  t.is(await process.end(), 'It cannot be removed.');
});

test('an error arrives with its fields', async (t) => {
  t.deepEqual(await start('fails').end, {
    kind: 'failed',
    error: { kind: 'lab-not-ready', exitCode: 4, message: 'device2 ended.', fields: { node: 'device2' } },
  });
});

test('an unreadable result is a bug of the program', async (t) => {
  const end = await start('sends-nonsense').end;
  t.regex(
    end.kind === 'failed' && end.error.kind === 'bug' ? end.error.message : '',
    /^The result of the run cannot be read:\n.*outcome\.result\.run/s,
  );
});

test('a process whose parent is killed tears down, and ends', async (t) => {
  const runs = await temporaryFolder(t);
  const parent = execa(parentOfRun, [fakeRun, runs], { node: true, reject: false });
  const appears = (name: string) =>
    eventually(
      name,
      async () => {
        const names = await readdir(runs);
        return names.includes(name) ? ready() : notYet(names.join());
      },
      { timeoutMs: 60_000, intervalMs: 50 },
    );
  await appears('up');
  parent.kill('SIGKILL');
  t.is((await parent).signal, 'SIGKILL');
  await appears('torn-down');
  await appears('ended');
});

test('an interrupted run tears down, and is waited for', async (t) => {
  const abort = new AbortController();
  const steps: string[] = [];
  const { end } = start('tears-down', {
    signal: abort.signal,
    onStep: ({ step }) => {
      steps.push(step);
      if (step === 'preparing') abort.abort();
    },
  });
  t.like(await end, { kind: 'failed', error: { kind: 'interrupted' } });
  t.deepEqual(steps, ['preparing', 'torn-down']);
});

test('a run that takes too long tears down, and says so', async (t) => {
  const { steps, end } = start('tears-down', { limitMs: 3000 });
  t.deepEqual(await end, { kind: 'too-long', limitMs: 3000 });
  t.is(steps.at(-1)?.step, 'torn-down');
});

test('a process that is killed ends with the signal and its last words', async (t) => {
  t.deepEqual(await start('is-killed').end, {
    kind: 'died',
    exitCode: undefined,
    signal: 'SIGKILL',
    lastWords: 'no memory',
  });
});

test('a process that ends without a message ends with its exit code', async (t) => {
  t.deepEqual(await start('ends').end, {
    kind: 'died',
    exitCode: 7,
    signal: undefined,
    lastWords: 'a stack',
  });
});

test('a program that cannot be started ends with the reason', async (t) => {
  const end = await start('finishes', { file: '/nosuch/program.ts' }).end;
  t.is(end.kind, 'died');
  t.regex(end.kind === 'died' ? end.lastWords : '', /nosuch/);
});
