import test from 'ava';
import { parseProbeRecords } from '../../src/observations/probe-records.ts';
import { receivedFile, sentFile } from './probe-files.ts';

/** After 208 days of uptime: beyond what a plain number can hold to the nanosecond. */
const late = 18_014_398_509_481_985n;

test('what a probe wrote is read, to the nanosecond', (t) => {
  const sent = sentFile([late, late + 1n, late + 2n], {
    start: late,
    rate: 250,
    sourcePorts: [41_000, 59_999],
  });
  const received = receivedFile([
    { flow: 1, sequence: 0, sentAt: 5n, receivedAt: late + 7n },
    { flow: 4_294_967_295, sequence: 4_294_967_294, sentAt: 6n, receivedAt: -1n },
  ]);
  t.deepEqual(parseProbeRecords(sent, received), {
    flows: 2,
    rate: 250,
    sourcePorts: [41_000, 59_999],
    destinationPort: 7000,
    start: late,
    sent: BigInt64Array.of(late, late + 1n, late + 2n),
    received: [
      { flow: 1, sequence: 0, receivedAt: late + 7n },
      { flow: 4_294_967_295, sequence: 4_294_967_294, receivedAt: -1n },
    ],
  });
});

test('a probe that neither sent nor received anything is not an error', (t) => {
  const { sent, received } = parseProbeRecords(sentFile([]), receivedFile([]));
  t.is(sent.length, 0);
  t.deepEqual(received, []);
});

test('a file may lie anywhere in a larger buffer', (t) => {
  const file = sentFile([1n, 2n]);
  const larger = Buffer.concat([Buffer.from('odd'), file, Buffer.from('more')]);
  const { sent } = parseProbeRecords(larger.subarray(3, 3 + file.length), receivedFile([]));
  t.deepEqual([...sent], [1n, 2n]);
});

const arrival = { flow: 0, sequence: 0, sentAt: 1n, receivedAt: 2n };
const bad: Readonly<Record<string, readonly [Buffer, Buffer, string]>> = {
  'an empty file': [Buffer.alloc(0), receivedFile([]), 'sent.bin is not a file of the probe, version 2.'],
  'a file of another program': [
    sentFile([1n], { magic: 'SWPROBE9' }),
    receivedFile([]),
    'sent.bin is not a file of the probe, version 2.',
  ],
  'a file of another version': [
    sentFile([1n]),
    receivedFile([arrival], { version: 1 }),
    'received.bin is not a file of the probe, version 2.',
  ],
  'a file that was cut': [
    sentFile([1n, 2n]).subarray(0, -3),
    receivedFile([]),
    'sent.bin should have 2 records, but is 65 bytes long.',
  ],
  'a file that is longer than it says': [
    sentFile([1n]),
    receivedFile([arrival, arrival], { records: 1 }),
    'received.bin should have 1 records, but is 100 bytes long.',
  ],
  'a file that claims more than any memory holds': [
    sentFile([], { records: Number.MAX_SAFE_INTEGER }),
    receivedFile([]),
    'sent.bin should have 9007199254740991 records, but is 52 bytes long.',
  ],
  'one file in the place of the other': [
    receivedFile([]),
    sentFile([]),
    'sent.bin has records of another kind.',
  ],
};

for (const [what, [sent, received, message]] of Object.entries(bad)) {
  test(`${what} is refused`, (t) => {
    t.throws(() => parseProbeRecords(sent, received), { message });
  });
}
