import { PassThrough, Readable } from 'node:stream';
import test from 'ava';
import type { Progress } from '../../../src/base/progress.ts';
import { followProgress } from '../../../src/engine/images/progress-stream.ts';

const watching = (progress: Progress = () => {}, ending = new AbortController().signal) => ({
  progress,
  ending,
});
const limits = { firstSign: 1_000, silence: 1_000 };

test('build output and overall states are reported, layers are not', async (t) => {
  const told: string[] = [];
  const stream = Readable.from([
    Buffer.from('{"stream":"Step 1/2 : FROM scratch\\n"}\r\n{"status":"Pulling from library/debian"}\r\n'),
    Buffer.from(
      '{"status":"Downloading","id":"abc","progressDetail":{"current":1}}\r\n{"aux":{"ID":"x"}}\r\n',
    ),
  ]);
  await followProgress(
    stream,
    limits,
    watching((line) => told.push(line)),
  );
  t.deepEqual(told, ['Step 1/2 : FROM scratch', 'Pulling from library/debian']);
});

test('a failure in the stream is an error with the last lines before it', async (t) => {
  const stream = Readable.from([
    Buffer.from('{"stream":"\\u001b[91mE: no space\\n\\u001b[0m"}\r\n{"error":"step failed"}\r\n'),
  ]);
  await t.throwsAsync(followProgress(stream, limits, watching()), { message: 'step failed\n  E: no space' });
});

test('a stream that is silent from the beginning ends the wait', async (t) => {
  const follow = followProgress(new PassThrough(), { firstSign: 200, silence: 60_000 }, watching());
  await t.throwsAsync(follow, { message: 'the engine wrote nothing for 0.2 s' });
});

test('an abort ends the wait with its reason and the last lines', async (t) => {
  const ending = new AbortController();
  const stream = new PassThrough();
  stream.write('{"stream":"Step 1/2\\n"}\r\n');
  const follow = followProgress(
    stream,
    limits,
    watching(() => ending.abort(new Error('the engine is gone')), ending.signal),
  );
  await t.throwsAsync(follow, { message: 'the engine is gone\n  Step 1/2' });
  t.true(stream.destroyed);
});
