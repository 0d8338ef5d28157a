import { markdownTable, markdownText } from '../../report/markdown/markdown-table.ts';
import { partLines } from '../shards/part-lines.ts';
import { remarks } from './remarks.ts';
import type { SuiteResult } from './suite-result.ts';
import { countLine, outageRemark, suiteHeading, suiteReasons, suiteRow } from './suite-table.ts';

/** A suite's result for the summary of a CI step, as GitHub and GitLab render it. */
export function suiteMarkdown({ suite, cases, counts }: SuiteResult): string {
  const good = counts.passed === cases.length;
  return [
    `## switchover labs, profile ${suite.profile} — ${good ? '✅' : '❌'} ${countLine(counts)}`,
    '',
    ...markdownTable([suiteHeading, ...cases.map(suiteRow)]),
    '',
    outageRemark(cases),
    '',
    ...[...partLines(suite, 'suite'), ...suiteReasons(cases), ...remarks(cases)].map(
      (line) => `- ${markdownText(line)}`,
    ),
    '',
  ].join('\n');
}
