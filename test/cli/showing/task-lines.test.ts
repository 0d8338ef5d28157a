import { fileURLToPath } from 'node:url';
import test from 'ava';
import { execa } from 'execa';
import type { Line } from '../../../src/run/words/line.ts';

const drawLines = fileURLToPath(new URL('draw-lines.ts', import.meta.url));

/** What a process of its own writes: listr2 keeps the streams of the process in which it was loaded. */
async function drawn(...lines: readonly Line[]): Promise<string[]> {
  const { stdout, stderr } = await execa(drawLines, [JSON.stringify(lines)], {
    node: true,
    nodeOptions: ['--import=tsx'],
    env: { NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  return [...(stdout === '' ? [] : [`stdout: ${stdout}`]), ...stderr.split('\n')];
}

test('a log has every line of a task once, without seconds and details, and none on stdout', async (t) => {
  t.deepEqual(
    await drawn(
      { kind: 'begin', title: 'Bringing up 9 nodes' },
      { kind: 'say', text: 'containers' },
      { kind: 'say', text: 'containers', seconds: 2 },
      { kind: 'say', text: 'a line of another program', detail: true },
      { kind: 'say', text: 'wires' },
      { kind: 'end', title: '9 nodes up' },
      { kind: 'remark', text: 'Results: runs/1' },
    ),
    ['❯ Bringing up 9 nodes', '› containers', '› wires', '✔ 9 nodes up', 'Results: runs/1'],
  );
});

test('a task without its end is drawn as failed, when the next one begins or when nothing follows', async (t) => {
  t.deepEqual(
    await drawn(
      { kind: 'begin', title: 'Bringing up 9 nodes' },
      { kind: 'begin', title: 'Tearing the lab down' },
    ),
    [
      '❯ Bringing up 9 nodes',
      '✖ Bringing up 9 nodes [FAILED: see below]',
      '❯ Tearing the lab down',
      '✖ Tearing the lab down [FAILED: see below]',
    ],
  );
});
