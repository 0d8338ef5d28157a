import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { wantsJson } from '../../src/cli/error-format.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { switchover } from './switchover.ts';

/** The error that a command prints as JSON, after its message was found on stderr as well. */
async function errorOf(
  t: { readonly true: (value: boolean, message: string) => void },
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  const { exitCode, stdout, stderr } = await switchover([...args, '--format', 'json'], environment);
  const { error } = JSON.parse(stdout);
  t.true(!stdout.includes('\n'), 'one line');
  t.true(stderr.includes(error.message), `people read it on stderr: ${stderr}`);
  t.true(error.exitCode === exitCode, 'the exit code is its own');
  return error;
}

test.serial('an unknown lab', async (t) => {
  const error = await errorOf(t, ['run', 'nosuch']);
  t.like(error, { kind: 'wrong-input', exitCode: 2, path: 'nosuch' });
  t.regex(error.message, /^There is no lab "nosuch"/);
});

test.serial('a lab file: every problem with its place, its rule and advice', async (t) => {
  const lab = await readFile(new URL('../../labs/dual-redundancy/lab.yaml', import.meta.url), 'utf8');
  const file = join(await temporaryFolder(t), 'lab.yaml');
  await writeFile(
    file,
    lab.replace('asn: 65010', 'asn: 0').replace('addressPrefix: 10.12', 'addressPrefix: 10.13'),
  );
  for (const command of ['validate', 'run', 'labs']) {
    const { kind, exitCode, problems } = await errorOf(t, [command, file]);
    t.deepEqual([kind, exitCode], ['wrong-input', 2]);
    t.true(problems.length > 1);
    for (const problem of problems) {
      const { line, column, severity, rule, message, advice } = problem;
      t.true(problem.file.endsWith('lab.yaml'));
      t.true(line > 0 && column > 0);
      t.regex(severity, /^(error|warning)$/);
      for (const text of [rule, message, advice]) t.true(text.length > 0);
    }
  }
});

test.serial('a fault that does not fit: lab, fault and target', async (t) => {
  t.like(await errorOf(t, ['run', 'dual-redundancy', '--target', 'vm']), {
    kind: 'wrong-input',
    message: 'vm is not a gateway instance.',
    lab: 'dual-redundancy',
    fault: 'instance-crash',
    target: 'vm',
  });
});

test.serial('a command line that is wrong', async (t) => {
  t.like(await errorOf(t, ['run', 'dual-redundancy', '--flows', 'many']), {
    kind: 'wrong-input',
    exitCode: 2,
  });
});

test.serial('an engine that does not answer', async (t) => {
  const environment = { DOCKER_HOST: `unix://${join(await temporaryFolder(t), 'missing.sock')}` };
  t.like(await errorOf(t, ['inspect', 'dual-redundancy'], environment), { kind: 'environment', exitCode: 5 });
});

test('JSON is asked for by the option, in both of its forms, or by the environment', (t) => {
  t.true(wantsJson(['run', '--format', 'json'], {}));
  t.true(wantsJson(['run', '--format=json'], {}));
  t.true(wantsJson(['run'], { SWITCHOVER_FORMAT: 'json' }));
  t.false(wantsJson(['run', '--format', 'table'], {}));
  t.false(wantsJson(['run', '--format', 'table'], { SWITCHOVER_FORMAT: 'json' }));
  t.true(wantsJson(['run', '--format', 'table', '--format', 'json'], {}));
  t.false(wantsJson(['exec', 'x', 'vm', '--', 'tool', '--format', 'json'], {}));
  t.false(wantsJson(['run', 'json'], {}));
});
