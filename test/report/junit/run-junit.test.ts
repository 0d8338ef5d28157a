import { readFileSync, writeFileSync } from 'node:fs';
import test from 'ava';
import { junitOfRun } from '../../../src/report/junit/run-junit.ts';
import { replacedAfter } from '../../analysis/results.ts';
import { invalid, recovered, runResult } from '../../batches/suite/run-results.ts';

/** `golden/run-junit.xml` is the exact file. UPDATE_GOLDEN=1 writes it; then read the diff. */
const golden = new URL('golden/run-junit.xml', import.meta.url);

test('a run that missed a limit is golden/run-junit.xml', (t) => {
  const xml = junitOfRun(runResult([recovered], { maxOutageSeconds: 2, maxRedundancySeconds: 30 }));
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden, xml);
  t.is(xml, readFileSync(golden, 'utf8'));
});

test('a run within its limits has neither a failure nor an error', (t) => {
  t.notRegex(junitOfRun(runResult([recovered])), /<(failure|error|skipped)/);
});

test('a run that measured nothing is an error that says why', (t) => {
  t.regex(
    junitOfRun(runResult([invalid])),
    /<error message="not measured: 3 packets were lost before the fault" type="nothing-measured">/,
  );
});

test('a limit that is undecided because a replacement was late is an error that says so', (t) => {
  t.regex(
    junitOfRun(runResult([replacedAfter(recovered, 36)], { maxRedundancySeconds: 30 })),
    /<error message="not measured: full redundancy was back after 39\.0 s, .* ran 30\.0 s later than planned/,
  );
});
