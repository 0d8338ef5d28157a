import { Readable } from 'node:stream';
import test from 'ava';
import { pack } from 'tar-stream';
import { packFiles, unpackFiles } from '../../../src/engine/containers/archive.ts';

test('files are packed by their absolute paths and unpacked by relative ones', async (t) => {
  const archive = await packFiles(new Map([['/etc/switchover/start', { content: 'true\n', mode: 0o755 }]]));
  const files = await unpackFiles(Readable.from([archive]));
  t.deepEqual(files, new Map([['etc/switchover/start', Buffer.from('true\n')]]));
});

test('an empty directory is not an empty archive', async (t) => {
  const directory = pack();
  directory.entry({ name: 'out/', type: 'directory' });
  directory.finalize();
  t.deepEqual(await unpackFiles(Readable.from(directory)), new Map());
  const nothing = pack();
  nothing.finalize();
  t.is(await unpackFiles(Readable.from(nothing)), undefined);
});
