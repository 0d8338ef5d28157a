import { readFileSync, writeFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { RunResult } from '../../../src/analysis/run-result.ts';
import { markdownReport } from '../../../src/report/markdown/markdown.ts';
import { degradeAndCrash, observed } from '../../analysis/several-events.ts';
import { recovered, runResult } from '../../batches/suite/run-results.ts';
import { runOfRounds } from '../run-result.ts';

const failed = runResult([recovered], { maxOutageSeconds: 2, maxRedundancySeconds: 30 });

test('a run as Markdown', (t) => golden(t, 'run.md', markdownReport(failed)));
test('trials that repeat each other as Markdown', (t) =>
  golden(t, 'repeated.md', markdownReport(runOfRounds(3, [recovered, recovered, recovered]))));

test('a run with several events as Markdown', (t) => {
  const trial = analyse(observed(degradeAndCrash), { ...degradeAndCrash.context, delayThresholdMs: 100 });
  golden(t, 'two-events.md', markdownReport(runResult([trial])));
});

test('names from a lab file stay text', (t) => {
  const hostile: RunResult = {
    ...failed,
    run: { ...failed.run, lab: 'a | b\n# c <img src=x> [d](e) `f`' },
  };
  const [heading] = markdownReport(hostile).split('\n');
  t.is(
    heading,
    '## a \\| b \\# c \\<img src=x\\> \\[d\\](e) \\`f\\`: instance-crash of vnet1gw-0 — ❌ failed',
  );
});

function golden(t: ExecutionContext, name: string, text: string): void {
  const file = new URL(`golden/${name}`, import.meta.url);
  if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(file, text);
  t.is(text, readFileSync(file, 'utf8'));
}
