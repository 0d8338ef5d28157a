import test from 'ava';
import { deferred } from '../../../src/base/deferred.ts';
import { followSize } from '../../../src/cli/terminal/follow-size.ts';
import type { TerminalSize } from '../../../src/engine/containers/attached-exec.ts';

test('sizes are passed on one after the other, and the last one is the newest', async (t) => {
  let size: TerminalSize = { rows: 40, columns: 100 };
  let hear = () => {};
  const asked: { readonly size: TerminalSize; readonly answer: () => void }[] = [];
  const terminal = {
    size: () => size,
    onResize: (listener: () => void) => {
      hear = listener;
    },
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  followSize(terminal, {
    resize: (given) => {
      const { promise, resolve } = deferred<void>();
      asked.push({ size: given, answer: resolve });
      return promise;
    },
  });
  for (const changed of [
    { rows: 50, columns: 100 },
    { rows: 50, columns: 132 },
  ]) {
    size = changed;
    hear();
  }
  for (const count of [1, 2, 3]) {
    await turn();
    t.is(asked.length, count, 'one request at a time');
    asked.at(-1)?.answer();
  }
  t.deepEqual(asked.at(-1)?.size, { rows: 50, columns: 132 });
});

test('a size that cannot be passed on does not keep back the next one', async (t) => {
  const asked: number[] = [];
  let hear = () => {};
  let rows = 40;
  const terminal = {
    size: () => ({ rows, columns: 100 }),
    onResize: (listener: () => void) => {
      hear = listener;
    },
  };
  followSize(terminal, {
    resize: async (given) => {
      asked.push(given.rows);
      if (given.rows === 40) throw new Error('no such exec');
    },
  });
  await new Promise((resolve) => setImmediate(resolve));
  rows = 50;
  hear();
  await new Promise((resolve) => setImmediate(resolve));
  t.deepEqual(asked, [40, 50]);
});
