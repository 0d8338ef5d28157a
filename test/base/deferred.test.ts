import test from 'ava';
import { deferred } from '../../src/base/deferred.ts';

test('a deferred is settled from outside, once', async (t) => {
  const kept = deferred<number>();
  kept.resolve(1);
  kept.reject(new Error('too late'));
  t.is(await kept.promise, 1);
  const failed = deferred<number>();
  const reason = new Error('no luck');
  failed.reject(reason);
  t.is(await t.throwsAsync(failed.promise), reason);
});
