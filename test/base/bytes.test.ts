import test from 'ava';
import { readableBytes } from '../../src/base/bytes.ts';

test('bytes have three digits at most, and the unit that fits', (t) => {
  t.deepEqual([0, 999, 1000, 9949, 9950, 999_499, 999_500, 105_000_000, 1.25e9, 5e15].map(readableBytes), [
    '0 bytes',
    '999 bytes',
    '1.0 kB',
    '9.9 kB',
    '10 kB',
    '999 kB',
    '1.0 MB',
    '105 MB',
    '1.3 GB',
    '5000 TB',
  ]);
});
