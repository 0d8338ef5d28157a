import { stripVTControlCharacters } from 'node:util';
import { faultText } from '../../batches/suite/suite-case.ts';
import type { CaseResult, SuiteResult } from '../../batches/suite/suite-result.ts';
import { words } from '../../batches/suite/suite-table.ts';

/** What a case said, for those who want to know more. */
export interface CaseOutput {
  /** The terminal report of its run; absent: it measured nothing. */
  readonly report?: string;
  /** Its progress, and what went wrong. */
  readonly log?: string;
}

/**
 * A suite's result in the XML that CI systems read: a testsuite a lab, a testcase a case. A missed limit is a
 * failure; a case without a measurement is an error. Only elements and attributes that Jenkins' JUnit schema has.
 */
export function junitXml(
  { suite, cases }: Pick<SuiteResult, 'suite' | 'cases'>,
  outputOf: (one: CaseResult) => CaseOutput = () => ({}),
): string {
  const labs = [...new Set(cases.map(({ lab }) => lab))];
  const suites = labs.map((lab) =>
    labElement(
      lab,
      cases.filter((one) => one.lab === lab),
      suite.startedAt,
      outputOf,
    ),
  );
  const attributes = { name: `switchover labs, profile ${suite.profile}`, ...totals(cases, suite.seconds) };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, suites)}\n`;
}

function labElement(
  lab: string,
  cases: readonly CaseResult[],
  begin: string,
  outputOf: (one: CaseResult) => CaseOutput,
): string {
  const started = cases.flatMap(({ attempts }) => attempts.map(({ startedAt }) => startedAt)).sort();
  const timestamp = (started[0] ?? begin).slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  const seconds = cases.reduce((sum, one) => sum + secondsOf(one), 0);
  return element(
    'testsuite',
    { name: lab, ...totals(cases, seconds), timestamp },
    cases.map((one) => caseElement(one, outputOf(one))),
  );
}

/** Errors and failures are counted apart, as the schema wants it. */
function totals(cases: readonly CaseResult[], seconds: number): Attributes {
  const skipped = cases.filter(({ outcome }) => outcome === 'not-run').length;
  const failures = cases.filter(({ outcome }) => outcome === 'failed').length;
  const passed = cases.filter(({ outcome }) => outcome === 'passed').length;
  const errors = cases.length - passed - failures - skipped;
  return { tests: cases.length, failures, errors, skipped, time: seconds.toFixed(3) };
}

function caseElement(one: CaseResult, { report, log }: CaseOutput): string {
  const attempts = one.attempts.slice(0, -1).map(({ outcome, reason }, index) => {
    return `Attempt ${index + 1}: ${words[outcome]}. ${reason ?? ''}\n`;
  });
  const out = [...attempts, report ?? ''].join('');
  return element(
    'testcase',
    { name: faultText(one), classname: `switchover.${one.lab}`, time: secondsOf(one).toFixed(3) },
    [
      ...outcomeElement(one),
      ...(out === '' ? [] : [element('system-out', {}, escapedText(out))]),
      ...(log === undefined || log === '' ? [] : [element('system-err', {}, escapedText(log))]),
    ],
  );
}

function outcomeElement({ outcome, misses, attempts }: CaseResult): string[] {
  switch (outcome) {
    case 'passed':
      return [];
    case 'not-run':
      return [element('skipped', { message: 'the suite ended before it' })];
    case 'failed':
      // One element for all: of several, Jenkins keeps one.
      return [
        element('failure', { message: misses.join('; '), type: 'limit' }, escapedText(misses.join('\n'))),
      ];
    default: {
      const reason = attempts.at(-1)?.reason ?? '';
      const message = [words[outcome], ...reason.split('\n', 1).filter((line) => line !== '')].join(': ');
      return [element('error', { message, type: outcome }, escapedText(reason))];
    }
  }
}

const secondsOf = ({ attempts }: CaseResult) => attempts.reduce((sum, { seconds }) => sum + seconds, 0);

type Attributes = Readonly<Record<string, string | number>>;

/** An element with text that is escaped already, or with elements, each on a line of its own. */
function element(name: string, attributes: Attributes, content: string | readonly string[] = []): string {
  const start = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${escapedAttribute(String(value))}"`),
  ].join(' ');
  if (content.length === 0) return `<${start}/>`;
  return typeof content === 'string'
    ? `<${start}>${content}</${name}>`
    : `<${start}>\n${content.join('\n')}\n</${name}>`;
}

/**
 * What XML 1.0 cannot carry, not even as a reference (Char, section 2.2): control characters, halves of surrogate
 * pairs, U+FFFE and U+FFFF. Parsers refuse the whole file for one of them.
 */
const impossible = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function escapedText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(impossible, '\u{FFFD}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** A parser makes spaces of line breaks and tabs in an attribute, unless they are written as references. */
function escapedAttribute(text: string): string {
  return escapedText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
