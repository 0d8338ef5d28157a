import test from 'ava';
import fc from 'fast-check';
import { lineSplitter, outputLines } from '../../../src/engine/containers/lines.ts';

/** A frame as the engine sends it. */
function frame(type: 1 | 2, text: string): Buffer {
  const body = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = type;
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

test('lines are complete, wherever the stream is cut', (t) => {
  const text = 'first\nzweite, schön\n\nlast without an end';
  const bytes = Buffer.from(text);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length)), (cuts) => {
      const lines: string[] = [];
      const splitter = lineSplitter((line) => lines.push(line));
      let from = 0;
      for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
        splitter.push(bytes.subarray(from, cut));
        from = cut;
      }
      splitter.end();
      return lines.join('\n') === text;
    }),
  );
  t.pass();
});

test('the two outputs are told apart, wherever the stream is cut', (t) => {
  const bytes = Buffer.concat([frame(1, 'a\nb'), frame(2, 'oops\n'), frame(1, 'c\n'), frame(2, 'end')]);
  for (let size = 1; size <= bytes.length; size++) {
    const lines: string[] = [];
    const feed = outputLines((stream, line) => lines.push(`${stream} ${line}`));
    for (let at = 0; at < bytes.length; at += size) feed.push(bytes.subarray(at, at + size));
    feed.end();
    t.deepEqual(lines, ['stdout a', 'stderr oops', 'stdout bc', 'stderr end']);
  }
});
