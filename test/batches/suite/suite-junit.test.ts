import { readFileSync, writeFileSync } from 'node:fs';
import test from 'ava';
import { junitOfSuite } from '../../../src/batches/suite/suite-junit.ts';
import type { SuiteResult } from '../../../src/batches/suite/suite-result.ts';
import { quietSuite, suiteOfEverything } from './suite-results.ts';

/** `golden/junit.xml` is the exact file. UPDATE_GOLDEN=1 rewrites it; then read the diff. */
const folder = new URL('golden/', import.meta.url);
const update = process.env.UPDATE_GOLDEN === '1';

/** Possible output of a daemon: colours, a NUL, half of a surrogate pair. */
const wild = '\u001b[31mno memory\u001b[0m\u0000\ud800';
const suite: SuiteResult = {
  ...suiteOfEverything,
  cases: suiteOfEverything.cases.map((one) => ({
    ...one,
    attempts: one.attempts.map((own) => ({ ...own, reason: own.reason?.replace('no memory', wild) ?? null })),
  })),
};
const xml = junitOfSuite(suite, (one) =>
  one.figures
    ? { report: `${one.lab}: ${one.fault}, profile fast\n\n   Azure to site   site to Azure\n` }
    : one.attempts.length > 0
      ? { log: `❯ Bringing up 9 nodes\n${one.attempts.at(-1)?.reason}\n` }
      : {},
);

test('the JUnit file of a suite is golden/junit.xml', (t) => {
  const file = new URL('junit.xml', folder);
  if (update) writeFileSync(file, xml);
  t.is(xml, readFileSync(file, 'utf8'));
});

test('there is one testsuite for each lab and one testcase for each case, with the right sums', (t) => {
  t.deepEqual(
    [...xml.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name),
    ['active-standby', 'dual-redundancy', 'single-tunnel'],
  );
  const elements = (name: string, text = xml) => text.match(new RegExp(`<${name}[ />]`, 'g'))?.length ?? 0;
  for (const suite of [xml, ...xml.split('<testsuite ').slice(1)]) {
    const said = (name: string) => Number(new RegExp(`${name}="(\\d+)"`).exec(suite)?.[1]);
    t.is(said('tests'), elements('testcase', suite));
    t.is(said('failures'), elements('failure', suite));
    t.is(said('errors'), elements('error', suite));
    t.is(said('skipped'), elements('skipped', suite));
  }
  t.is(elements('testcase'), suiteOfEverything.cases.length);
});

test('every opened element is closed, in order', (t) => {
  const open: string[] = [];
  for (const [, close, name = '', empty] of xml.matchAll(/<(\/?)([a-z-]+)(?: [^<>]*?)?(\/?)>/g)) {
    if (close) t.is(open.pop(), name);
    else if (!empty) open.push(name);
  }
  t.deepEqual(open, []);
});

test('a failure says by how much the limit was missed and why', (t) => {
  t.true(
    xml.includes(
      '<failure message="site to Azure: outage 5.31 s is 0.31 s above the limit of 5 s (IKE dead peer detection on device2 took 5.30 s)" type="limit">',
    ),
  );
});

test('characters that XML cannot carry are replaced, and those that would end a text are escaped', (t) => {
  const allowed = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;
  t.regex(xml, allowed);
  t.true(xml.includes('charon: no memory\u{FFFD}\u{FFFD} for &lt;child&gt; &amp; "friends" ]]&gt;'));
});

test('an attribute keeps its line breaks and its quotation marks', (t) => {
  const [one] = quietSuite.cases;
  const lab = 'a\n"b"\t<c> & \u0007';
  t.regex(
    junitOfSuite({ ...quietSuite, cases: one ? [{ ...one, lab }] : [] }),
    /<testsuite name="a&#10;&quot;b&quot;&#9;&lt;c&gt; &amp; \u{FFFD}"/u,
  );
});
