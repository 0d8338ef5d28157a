import test from 'ava';
import { parseCapture } from '../../src/calibration/pcap.ts';

const header = (magic = 0xa1b23c4d, linkType = 1) => {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt32LE(magic, 0);
  bytes.writeUInt32LE(linkType, 20);
  return bytes;
};

/** An Ethernet frame with IPv4 and UDP; `options`: bytes of IP options. */
function record(seconds: number, nanoseconds: number, sourcePort: number, options = 0): Buffer {
  const frame = Buffer.alloc(14 + 20 + options + 8);
  frame[14] = 0x40 | (5 + options / 4);
  frame.writeUInt16BE(sourcePort, 14 + 20 + options);
  const head = Buffer.alloc(16);
  head.writeUInt32LE(seconds, 0);
  head.writeUInt32LE(nanoseconds, 4);
  head.writeUInt32LE(frame.length, 8);
  return Buffer.concat([head, frame]);
}

test('time and source port of every packet are read, even behind IP options', (t) => {
  const file = Buffer.concat([
    header(),
    record(1_700_000_000, 5, 20_001),
    record(1_700_000_001, 999_999_999, 20_002, 8),
  ]);
  t.deepEqual(parseCapture(file), [
    { time: 1_700_000_000_000_000_005n, sourcePort: 20_001 },
    { time: 1_700_000_001_999_999_999n, sourcePort: 20_002 },
  ]);
});

test('a record that is cut off is left out', (t) => {
  const whole = Buffer.concat([header(), record(1, 2, 3), record(4, 5, 6)]);
  t.is(parseCapture(whole.subarray(0, -3)).length, 1);
  t.is(parseCapture(header()).length, 0);
});

test('other files are refused', (t) => {
  t.throws(() => parseCapture(Buffer.from('nonsense')), { message: /not a capture/ });
  t.throws(() => parseCapture(header(0xa1b2c3d4)), { message: /not a capture with nanoseconds/ });
  t.throws(() => parseCapture(header(undefined, 113)), { message: /link type 113/ });
});
