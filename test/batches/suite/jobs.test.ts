import test from 'ava';
import { defaultJobs } from '../../../src/batches/suite/jobs.ts';

const gibibytes = (number: number) => number * 2 ** 30;

test('there is a job for each core and one more, or fewer if memory does not suffice', (t) => {
  t.is(defaultJobs({ cores: 2, freeBytes: gibibytes(23) }), 3);
  t.is(defaultJobs({ cores: 16, freeBytes: gibibytes(23) }), 17);
  t.is(defaultJobs({ cores: 16, freeBytes: gibibytes(1.1) }), 3);
  t.is(defaultJobs({ cores: 16, freeBytes: 0 }), 1, 'at least one');
});
