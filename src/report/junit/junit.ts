import { stripVTControlCharacters } from 'node:util';

/** Test results as the XML of JUnit has them. */
export interface JunitReport {
  readonly name: string;
  readonly seconds: number;
  readonly suites: readonly JunitSuite[];
}

export interface JunitSuite {
  readonly name: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly cases: readonly JunitCase[];
}

export interface JunitCase {
  readonly name: string;
  readonly className: string;
  readonly seconds: number;
  readonly ending: JunitEnding;
  /** Shown as standard output. Absent: nothing. */
  readonly output?: string;
  /** Shown as standard error. Absent: nothing. */
  readonly log?: string;
}

export type JunitEnding =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly message: string }
  | {
      /** `failure`: a limit was missed; `error`: nothing could be checked. */
      readonly kind: 'failure' | 'error';
      readonly message: string;
      readonly type: string;
      readonly text: string;
    };

/** Renders the XML that CI systems read, with only those elements and attributes that Jenkins' JUnit schema has. */
export function junitXml({ name, seconds, suites }: JunitReport): string {
  const cases = suites.flatMap((suite) => suite.cases);
  const attributes = { name, ...totals(cases, seconds) };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, suites.map(suiteElement))}\n`;
}

function suiteElement({ name, startedAt, seconds, cases }: JunitSuite): string {
  const timestamp = startedAt.slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  return element('testsuite', { name, ...totals(cases, seconds), timestamp }, cases.map(caseElement));
}

/** The schema counts errors and failures separately. */
function totals(cases: readonly JunitCase[], seconds: number): Attributes {
  const count = (kind: JunitEnding['kind']) => cases.filter(({ ending }) => ending.kind === kind).length;
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds.toFixed(3),
  };
}

function caseElement({ name, className, seconds, ending, output, log }: JunitCase): string {
  return element('testcase', { name, classname: className, time: seconds.toFixed(3) }, [
    ...endingElement(ending),
    ...(output ? [element('system-out', {}, escapedText(output))] : []),
    ...(log ? [element('system-err', {}, escapedText(log))] : []),
  ]);
}

function endingElement(ending: JunitEnding): string[] {
  switch (ending.kind) {
    case 'passed':
      return [];
    case 'skipped':
      return [element('skipped', { message: ending.message })];
    default:
      return [element(ending.kind, { message: ending.message, type: ending.type }, escapedText(ending.text))];
  }
}

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
 * Characters that XML 1.0 cannot carry, not even as a reference (Char, section 2.2): control characters, halves of
 * surrogate pairs, U+FFFE and U+FFFF. Parsers refuse the whole file for one of them.
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

/** A parser turns line breaks and tabs in an attribute into spaces, unless they are written as references. */
function escapedAttribute(text: string): string {
  return escapedText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
