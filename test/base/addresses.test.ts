import test from 'ava';
import fc from 'fast-check';
import {
  addressAt,
  addressIndex,
  addressNumber,
  addressOf,
  isAddress,
  isPrefix,
  lastAddress,
  lastUsableAddress,
  prefixContains,
  prefixCovers,
  prefixLength,
  prefixSize,
  withoutHostBits,
} from '../../src/base/addresses.ts';

test('an address has one notation', (t) => {
  for (const text of ['0.0.0.0', '10.0.0.4', '255.255.255.255']) t.true(isAddress(text), text);
  for (const text of [
    '',
    '10.0.0',
    '10.0.0.4.5',
    '10.0.0.256',
    '10.0.0.04',
    '10.0.0.4 ',
    '10.0.0.4\n',
    '0x0a.0.0.4',
    '::1',
  ]) {
    t.false(isAddress(text), text);
  }
});

test('a prefix has one notation, without host bits', (t) => {
  for (const text of ['0.0.0.0/0', '10.0.0.0/8', '10.12.255.0/27', '10.0.0.4/32'])
    t.true(isPrefix(text), text);
  for (const text of [
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/08',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.4/24',
    '10.0.0.0/24 ',
  ]) {
    t.false(isPrefix(text), text);
  }
});

test('host bits are taken away', (t) => {
  t.is(withoutHostBits('10.1.2.3/16'), '10.1.0.0/16');
  t.is(withoutHostBits('255.255.255.255/0'), '0.0.0.0/0');
  t.is(withoutHostBits('10.1.2.3'), undefined);
});

test('the places of a prefix', (t) => {
  const prefix = '10.12.255.0/27';
  t.is(addressAt(prefix, 0), '10.12.255.0');
  t.is(addressAt(prefix, 4), '10.12.255.4');
  t.is(lastUsableAddress(prefix), '10.12.255.30');
  t.is(lastAddress(prefix), '10.12.255.31');
  t.is(prefixLength(prefix), 27);
  t.is(prefixSize(prefix), 32);
  t.is(prefixSize('0.0.0.0/0'), 2 ** 32);
  t.throws(() => addressAt(prefix, 32), { instanceOf: RangeError });
  t.throws(() => addressAt(prefix, -1), { instanceOf: RangeError });
});

test('text in any other notation is refused', (t) => {
  t.throws(() => prefixLength('10.12.255.1/27'), { message: '10.12.255.1/27 is not an IPv4 prefix.' });
  t.throws(() => prefixContains('10.0.0.0/8', '10.0.0.04'), { message: '10.0.0.04 is not an IPv4 address.' });
});

test('containing and covering', (t) => {
  t.true(prefixContains('10.0.0.0/8', '10.255.255.255'));
  t.false(prefixContains('10.0.0.0/8', '11.0.0.0'));
  t.true(prefixCovers('10.0.0.0/8', '10.0.0.0/8'));
  t.true(prefixCovers('10.0.0.0/8', '10.9.0.0/16'));
  t.false(prefixCovers('10.9.0.0/16', '10.0.0.0/8'));
  t.false(prefixCovers('10.9.0.0/16', '10.8.0.0/16'));
});

test('an address is found again by its index, and two prefixes have an address in common only if one covers the other', (t) => {
  const prefixes = fc
    .tuple(fc.nat(2 ** 32 - 1), fc.nat(32))
    .map(([number, length]) => withoutHostBits(`${addressOf(number)}/${length}`) ?? '');
  fc.assert(
    fc.property(prefixes, prefixes, fc.nat(2 ** 32 - 1), (one, other, number) => {
      const index = number % prefixSize(one);
      const address = addressAt(one, index);
      t.is(addressIndex(one, address), index);
      t.is(addressOf(addressNumber(address)), address);
      t.true(prefixContains(one, address));
      const common = [one, other].filter((prefix) =>
        [one, other].every((whole) => prefixContains(whole, addressAt(prefix, 0))),
      );
      t.is(prefixCovers(one, other) || prefixCovers(other, one), common.length > 0);
    }),
  );
});
