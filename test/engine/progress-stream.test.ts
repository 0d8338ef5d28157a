import { PassThrough, Readable } from 'node:stream';
import test from 'ava';
import { followProgress } from '../../src/engine/progress-stream.ts';

const limits = { firstSign: 1_000, silence: 1_000 };

test('build output and states of the whole are told, layers are not', async (t) => {
  const told: string[] = [];
  const stream = Readable.from([
    Buffer.from('{"stream":"Step 1/2 : FROM scratch\\n"}\r\n{"status":"Pulling from library/debian"}\r\n'),
    Buffer.from(
      '{"status":"Downloading","id":"abc","progressDetail":{"current":1}}\r\n{"aux":{"ID":"x"}}\r\n',
    ),
  ]);
  await followProgress(stream, limits, (line) => told.push(line));
  t.deepEqual(told, ['Step 1/2 : FROM scratch', 'Pulling from library/debian']);
});

test('a failure in the account is an error with the last lines before it', async (t) => {
  const stream = Readable.from([Buffer.from('{"stream":"E: no space\\n"}\r\n{"error":"step failed"}\r\n')]);
  await t.throwsAsync(
    followProgress(stream, limits, () => {}),
    { message: 'step failed\n  E: no space' },
  );
});

test('silence from the beginning ends the wait', async (t) => {
  const follow = followProgress(new PassThrough(), { firstSign: 200, silence: 60_000 }, () => {});
  await t.throwsAsync(follow, { message: 'nothing was heard for 0.2 s' });
});
