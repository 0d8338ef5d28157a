import test from 'ava';
import { timerWords } from '../../src/cli/timer-words.ts';
import type { TimerChange } from '../../src/definition/change-timers.ts';

const read = (...words: readonly string[]) =>
  words.reduce<Partial<TimerChange>>((before, word) => timerWords(word, before), {});

test('a connection and its timers, in any order', (t) => {
  const both = { connection: 'ToSite', dpdTimeoutSeconds: 10, bgp: { keepaliveSeconds: 3, holdSeconds: 9 } };
  t.deepEqual(read('ToSite', 'dpd=10', 'bgp=3/9'), both);
  t.deepEqual(read('bgp=3/9', 'ToSite', 'dpd=10'), both);
  t.deepEqual(read('dpd=2'), { dpdTimeoutSeconds: 2 });
});

for (const words of [['a', 'b'], ['dpd=9', 'dpd=9'], ['bfd=3x300'], ['dpd=1'], ['dpd='], ['bgp=3/8']]) {
  test(`refused: ${words.join(' ')}`, (t) => {
    t.throws(() => read(...words), { message: /^It must be / });
  });
}
