import test from 'ava';
import { listeningOn } from '../../../src/workshop/http/listening.ts';

const own = ['192.0.2.1', '2001:db8::1'];

test('a server that listens everywhere is reached by every address of its kind', (t) => {
  t.deepEqual(listeningOn('0.0.0.0', own).reachedBy, ['192.0.2.1', '127.0.0.1']);
  t.deepEqual(listeningOn('::', own).reachedBy, ['192.0.2.1', '2001:db8::1', '127.0.0.1', '::1']);
});

test('one that listens at an address is reached by that alone', (t) => {
  t.deepEqual(listeningOn('192.0.2.1', own), { address: '192.0.2.1', reachedBy: ['192.0.2.1'] });
});
