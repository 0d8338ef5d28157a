import test from 'ava';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { RunResult } from '../../../src/analysis/run-result.ts';
import { terminalReport } from '../../../src/report/terminal/terminal.ts';
import { resultOf } from '../../analysis/results.ts';
import { degradeAndCrash, observed } from '../../analysis/several-events.ts';
import { crash } from '../../analysis/synthetic.ts';
import { runResult } from '../run-result.ts';

/** Reports in a terminal in which most rows take several lines. */
function reportIn(columns: number, result: RunResult): string {
  const usual = process.env.COLUMNS;
  process.env.COLUMNS = String(columns);
  try {
    return terminalReport(result);
  } finally {
    if (usual === undefined) delete process.env.COLUMNS;
    else process.env.COLUMNS = usual;
  }
}

const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '');

test('of several events, the title of each stands above its own rows, and nothing is left out', (t) => {
  const result = runResult(
    analyse(observed(degradeAndCrash), { ...degradeAndCrash.context, delayThresholdMs: 100 }),
  );
  const narrow = reportIn(80, result);
  const [, firstEvent = '', secondEvent = ''] = narrow.split(/^\d\. .*$/m);
  t.regex(firstEvent, /Azure[\s\S]*30 ms/);
  t.notRegex(firstEvent, /detection/);
  // The crash: what decided in both directions, although its rows have several lines.
  t.regex(secondEvent, /health[\s\S]*detection/);
  t.deepEqual(wordsOf(narrow).sort(), wordsOf(reportIn(240, result)).sort());
});

test('what belongs to one of two trials stands in its section', (t) => {
  const result = runResult(resultOf(crash()), resultOf(crash()));
  const [first = '', second = ''] = reportIn(50, result).split('Trial 2 of 2');
  for (const section of [first, second]) t.is(section.match(/^T0 /gm)?.length, 1, section);
  for (const section of [first, second]) t.is(section.match(/counts as/g)?.length, 1, section);
  t.notRegex(first, /^Timers /m);
});
