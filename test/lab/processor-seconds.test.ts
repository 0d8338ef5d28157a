import test from 'ava';
import { parseUsage } from '../../src/lab/processor-seconds.ts';

test('the processor time of a container comes in nanoseconds from cgroup v1, and in microseconds from v2', (t) => {
  t.is(parseUsage('61887299\n'), 0.061887299);
  t.is(parseUsage('usage_usec 2500000\n'), 2.5);
});

test('it is not known when the kernel says nothing, or anything else', (t) => {
  t.is(parseUsage(''), undefined);
  t.is(parseUsage('grep: cpu.stat: No such file or directory\n'), undefined);
});
