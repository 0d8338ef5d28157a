import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { terminalWidth } from '../../../src/base/terminal-width.ts';
import { notYet, ready } from '../../../src/base/until.ts';
import { eventually } from '../../eventually.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { inTerminal, shell } from '../in-terminal.ts';

test('the width is that of the terminal, else COLUMNS, else 80; 0 says nothing', (t) => {
  t.is(terminalWidth({ columns: 132 }, { COLUMNS: '100' }), 132);
  t.is(terminalWidth({ columns: 0 }, { COLUMNS: '100' }), 100);
  t.is(terminalWidth({}, { COLUMNS: '100' }), 100);
  for (const COLUMNS of ['', '0', '-1', 'wide', undefined])
    t.is(terminalWidth({ columns: 0 }, { COLUMNS }), 80);
});

test('a process whose terminal is closed ends with its exit code, and is not aborted', async (t) => {
  const file = join(await temporaryFolder(t), 'exit-code');
  const program = '$NODE --import tsx test/cli/terminal/until-interrupted.ts';
  // The inner shell outlives the terminal, to see how the program ends. The outer one ends with it, which is when the
  // kernel tells the others.
  const line = `sh -c 'trap "" HUP; ${program}; echo $? >${file}'; true`;
  const terminal = inTerminal(line, { size: { rows: 24, columns: 80 } });
  await terminal.shows('ready');
  terminal.close();
  const exitCode = await eventually(
    'The exit code',
    async () => {
      const text = await readFile(file, 'utf8').catch(() => '');
      return text.endsWith('\n') ? ready(text.trim()) : notYet(text);
    },
    { timeoutMs: 60_000, intervalMs: 50 },
  );
  t.is(exitCode, '130');
});

test('progress in a terminal without a width has whole lines', async (t) => {
  const lines = JSON.stringify([
    { kind: 'begin', title: 'Bringing up 9 nodes' },
    { kind: 'end', title: '9 nodes up' },
  ]);
  const terminal = inTerminal(`$NODE --import tsx test/cli/showing/draw-lines.ts '${lines}'`);
  t.is((await terminal.ended).exitCode, 0);
  t.regex(terminal.screen(), /9 nodes up/);
});

for (const columns of [40, 80]) {
  test(`help and tables fit ${columns} columns`, async (t) => {
    for (const command of ['--help', 'run --help', 'fault --help', 'capture --help', 'list']) {
      const { exitCode, stdout } = await shell(`COLUMNS=${columns} $SWITCHOVER ${command}`);
      t.is(exitCode, 0, command);
      const lines = stdout.split('\n');
      t.true(lines.length > 5, stdout);
      const long = lines.filter((line) => line.length > columns && !line.startsWith('Usage:'));
      t.deepEqual(long, [], command);
    }
  });
}
