import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { parse } from 'yaml';
import { program } from '../../src/cli/program.ts';
import { projectFolder } from './pages.ts';

const folder = join(projectFolder, 'docs/ci');

/** What the service puts into the places of its variables. */
const variables: Readonly<Record<string, string>> = {
  '${{ matrix.shard }}': '2',
  $CI_NODE_INDEX: '2',
  $CI_NODE_TOTAL: '5',
  $SYSTEM_JOBPOSITIONINPHASE: '2',
  $SYSTEM_TOTALJOBSINPHASE: '5',
};

for (const name of ['azure-pipelines.yml', 'github-actions.yml', 'gitlab-ci.yml']) {
  test(`the program takes every command line of docs/ci/${name}, and one of them merges`, (t) => {
    const text = readFileSync(join(folder, name), 'utf8');
    t.regex(text, /^# .*Never run on the service itself\.$/m);
    const commands = textsIn(parse(text))
      .flatMap((one) => one.split('\n'))
      .filter((line) => line.includes('npm run'))
      .map(wordsOf);
    t.is(commands.length, 2);
    const names = commands.map(([first = '', ...words]) => {
      const command = program.commands.find((one) => one.name() === first);
      t.truthy(command, first);
      t.deepEqual(command?.parseOptions([...words]).unknown, []);
      const at = words.indexOf('--shard');
      if (at >= 0) t.is(words[at + 1], '2/5');
      return first;
    });
    t.deepEqual(names, ['labs', 'merge']);
  });
}

/** The words that the program gets of a line of shell. */
function wordsOf(line: string): string[] {
  const filled = Object.entries(variables).reduce(
    (text, [name, value]) => text.replaceAll(name, value),
    line,
  );
  const [, script = '', rest = ''] = /npm run --silent (\S+) -- (.*)$/.exec(filled) ?? [];
  const words = rest.replaceAll('"', '').split(/\s+/);
  return script === 'switchover' ? words : [script, ...words];
}

/** Every text in a parsed YAML document. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
