import test from 'ava';
import { ancestorsOf, longestPrefix } from '../../src/base/addresses.ts';

test('the prefixes around one, up to the default route', (t) => {
  t.deepEqual(ancestorsOf('192.0.0.0/3'), ['192.0.0.0/2', '128.0.0.0/1', '0.0.0.0/0']);
  t.deepEqual(ancestorsOf('10.11.0.0/16').slice(0, 2), ['10.10.0.0/15', '10.8.0.0/14']);
  t.deepEqual(ancestorsOf('0.0.0.0/0'), []);
});

test('of the prefixes with an address the longest counts', (t) => {
  t.is(
    longestPrefix(['0.0.0.0/0', '10.11.0.0/16', '10.0.0.0/8', '10.11.9.0/24'], '10.11.4.4'),
    '10.11.0.0/16',
  );
  t.is(longestPrefix(['10.11.0.0/16'], '10.12.0.1'), undefined);
});
