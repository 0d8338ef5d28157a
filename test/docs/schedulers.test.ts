import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { execa } from 'execa';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { program } from '../../src/cli/program.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { projectFolder } from './pages.ts';

type Environment = Readonly<Record<string, string>>;

const ciFile = (name: string): string => join(projectFolder, 'docs/ci', name);

/** Pretends to be a swarm: it runs each task of a job here, and has one container with results. */
const pretendedDocker = `
case "$*" in
  "service create "*)
    while [ "$1" != -c ]; do shift; done
    for slot in 10b4elegud06f1ohdhnm1el2b 1 2; do SLOT=$slot sh "$@"; done ;;
  *" ps --all "*) echo task ;;
  *" cp "*) mkdir "$5" ;;
  "run "*)
    while [ "$1" != switchover-runner:test ]; do shift; done
    shift
    switchover "$@" ;;
esac`;

const jobSchema = z.object({
  spec: z.object({
    completions: z.int().optional(),
    template: z.object({
      spec: z.object({
        containers: z.tuple([
          z.object({
            command: z.array(z.string()),
            args: z.array(z.string()).default([]),
            env: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
          }),
        ]),
      }),
    }),
  }),
});

test('the tasks of a swarm are the shards of a suite, whose results are merged', async (t) => {
  const { run, calls } = await pretended(t);
  const env = { SHARDS: '3', RUNNER: 'switchover-runner:test', NODES: 'ssh://a' };
  t.is(await run(['sh', ciFile('swarm.sh'), 'active-active', '--jobs', '1'], env), 0);
  const labs = (shard: string) => `labs --shard ${shard} active-active --jobs 1`;
  t.deepEqual(await calls(), [labs('1/3'), labs('2/3'), labs('3/3'), 'merge shards --into runs/whole']);
});

test('the indexes of a Job are the shards of a suite, whose results are merged', async (t) => {
  const [shards, merge] = [jobIn('kubernetes.yml'), jobIn('kubernetes-merge.yml')];
  const { run, calls } = await pretended(t);
  for (const index of ['0', '4'])
    t.is(await run(shards.words, { ...shards.env, JOB_COMPLETION_INDEX: index }), 0);
  t.is(await run(merge.words), 0);
  const of = shards.completions;
  t.deepEqual(await calls(), [
    `labs --shard 1/${of}`,
    `labs --shard 5/${of}`,
    'merge runs --into runs/whole',
  ]);
});

test('a shard that has a result is not run again, and one that has none is', async (t) => {
  const { words, env } = jobIn('kubernetes.yml');
  const endings = { 0: 0, 1: 0, 3: 0, 4: 0, 2: 1, 5: 1, 130: 1, 137: 1 };
  for (const [code, expected] of Object.entries(endings)) {
    const { run } = await pretended(t, `exit ${code}`);
    t.is(await run(words, { ...env, JOB_COMPLETION_INDEX: '0' }), expected, code);
  }
});

test('a shard of a swarm that is asked to end takes its lab down first', async (t) => {
  const [, line = ''] = /^shard='\n([^']*)'$/m.exec(readFileSync(ciFile('swarm.sh'), 'utf8')) ?? [];
  const { start } = await pretended(t, "trap 'kill $!; echo down; exit 130' TERM; echo up; sleep 60 & wait");
  const shard = start(['sh', '-c', line, 'sh'], { SLOT: '1', SHARDS: '3' });
  // The pretended program has said that it is up.
  await once(shard.stdout, 'data');
  shard.kill('SIGTERM');
  const { stdout, exitCode } = await shard;
  t.deepEqual([stdout, exitCode], ['up\ndown', 130]);
});

test('the shards of a swarm end as those of Kubernetes', (t) => {
  const ending = (text: string) => /\|\| case \$\? in .* esac/.exec(text)?.[0];
  t.truthy(ending(readFileSync(ciFile('swarm.sh'), 'utf8')));
  t.is(
    ending(readFileSync(ciFile('swarm.sh'), 'utf8')),
    ending(readFileSync(ciFile('kubernetes.yml'), 'utf8')),
  );
});

for (const name of ['kubernetes.yml', 'kubernetes-merge.yml']) {
  test(`docs/ci/${name} says that it never ran on the service`, (t) => {
    t.regex(readFileSync(ciFile(name), 'utf8'), /^# .*Never run on the service itself\.$/m);
  });
}

/** What the only container of the last Job of a file runs. */
function jobIn(name: string) {
  const documents = parseAllDocuments(readFileSync(ciFile(name), 'utf8'));
  const { spec } = jobSchema.parse(documents.at(-1)?.toJS());
  const [{ command, args, env }] = spec.template.spec.containers;
  return {
    words: [...command, ...args],
    env: Object.fromEntries(env.map((one) => [one.name, one.value])),
    completions: spec.completions,
  };
}

/** A folder in which command lines run with another `switchover`, which writes down how it is called, and what it does then. */
async function pretended(t: ExecutionContext, then = 'exit 0') {
  const folder = await temporaryFolder(t);
  const programs = { switchover: `echo "$*" >> ${folder}/calls\n${then}`, docker: pretendedDocker };
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, name), 0o755);
  }
  const start = ([command = '', ...words]: readonly string[], env: Environment = {}) =>
    execa(command, words, {
      cwd: folder,
      env: { ...env, PATH: `${folder}:${process.env.PATH}` },
      reject: false,
    });
  return {
    start,
    /** Its exit code. */
    run: async (line: readonly string[], env?: Environment) => (await start(line, env)).exitCode,
    /** The calls, if the real program would take them all. */
    calls: async () => {
      const lines = (await readFile(join(folder, 'calls'), 'utf8')).trimEnd().split('\n');
      for (const [name, ...words] of lines.map((line) => line.split(' '))) {
        const command = program.commands.find((one) => one.name() === name);
        t.deepEqual(command?.parseOptions(words).unknown, [], name);
      }
      return lines;
    },
  };
}
