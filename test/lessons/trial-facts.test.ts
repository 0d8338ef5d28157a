import test from 'ava';
import { trialFacts } from '../../src/lessons/checks/trial-facts.ts';
import { resultOf } from '../analysis/results.ts';
import { crash } from '../analysis/synthetic.ts';
import { runResult } from '../report/run-result.ts';

test('what a lesson looks at of a run: both directions with outage, flows and who decided', (t) => {
  const [facts, ...others] = trialFacts(runResult(resultOf(crash())), { at: 7, activeBefore: ['a'] });
  t.deepEqual(others, []);
  t.like(facts, { run: 'dual-redundancy-20261122-211020-19ab', at: 7, activeBefore: ['a'] });
  t.deepEqual(
    facts?.directions.map(({ name }) => name),
    ['outward', 'return'],
  );
  const hit = facts?.directions.find(({ flowsHit }) => flowsHit > 0);
  t.true(hit !== undefined && hit.outageSeconds > 0 && hit.isOver && hit.decidedBy !== null);
});
