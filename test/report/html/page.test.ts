import test from 'ava';
import fc from 'fast-check';
import type { ObservedTrial } from '../../../src/analysis/result-of.ts';
import type { RunResult } from '../../../src/analysis/run-result.ts';
import { htmlReport } from '../../../src/report/html/page.ts';
import { pageModelOf } from '../../../src/report/html/page-model-of.ts';
import { withDirections, withFault } from '../../analysis/results.ts';
import { crash, observe } from '../../analysis/synthetic.ts';
import { recovered, runResult } from '../../batches/suite/run-results.ts';

const assets = { style: 'body {}', script: 'void "</script>";' };
const observations: ObservedTrial['observations'] = observe(crash());
const result = runResult([recovered]);

test('a page needs nothing from anywhere', (t) => {
  const page = htmlReport(result, [observations], assets);
  t.notRegex(page, /(?:src|href)\s*=/);
  t.regex(page, /Content-Security-Policy" content="default-src 'none'/);
});

test('names from a lab file are text wherever they stand', (t) => {
  const markup = fc.constantFrom(
    '</script><script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '" onload="alert(1)',
    "' onload='alert(1)",
    '<!--',
    ']]>',
    '&lt;',
    '\u2028',
  );
  const harmless = pageOfNames('name');
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), markup)), (parts) => {
      const name = parts.join('');
      const page = pageOfNames(name);
      const [, model = ''] = modelPattern.exec(page) ?? [];
      return skeletonOf(page) === skeletonOf(harmless) && JSON.parse(model).trials[0].title === name;
    }),
  );
  t.regex(harmless, /id="model"/);
});

test('the model has every gap and event with its time from T0', (t) => {
  const [trial] = pageModelOf(result, [observations]).trials;
  const [outward, back] = trial?.directions ?? [];
  t.is(outward?.gaps.length, 8);
  t.is(back?.gaps.length, 8);
  for (const [, from, to, second] of outward?.gaps ?? []) {
    t.true(from >= -1 && to <= 852 && to > 800 && !second);
  }
  const texts = trial?.events.map(({ at, lane, node, text }) => `${Math.round(at)} ${lane} ${node}: ${text}`);
  t.true(texts?.includes('0 Fault vnet1gw-0: instance-crash of vnet1gw-0'));
  t.true(texts?.includes('780 BFD testvnet1: BFD to 10.12.255.4 down'));
  t.true(
    texts?.includes('851 Routes testvnet1: 2 routes: 10.51.0.0/16 via 10.12.255.5 on gw, …'),
    texts?.join('\n'),
  );
  t.true(texts?.includes('9000 Fault vnet1gw-0: full redundancy'));
});

test('the bars of a direction have its name and the time of each phase', (t) => {
  const page = htmlReport(result, [observations], assets);
  const bar =
    /<div class="bar-title">Azure to site, measured<\/div>(.*?)<div class="bar-title">/s.exec(page)?.[1] ??
    '';
  const text = bar.replaceAll(/<[^>]*>|\s+/g, ' ');
  t.regex(text, /: detection 780 ms, convergence /);
});

test('of very many gaps the longest are drawn, and the page says how many are not', (t) => {
  const [trial] = result.trials;
  if (!trial) throw new Error('no trial');
  const many: RunResult = {
    ...result,
    trials: [
      withDirections(trial, () => ({
        lossPeriodsOmitted: 5,
        lossPeriods: Array.from({ length: 4000 }, (_, index) => ({
          flow: index % 128,
          event: 0,
          kind: 'outage' as const,
          firstImpairedMs: 0,
          lastImpairedMs: index,
          lastGoodBeforeMs: null,
          firstGoodAfterMs: null,
          lost: 1,
          late: 0,
        })),
      })),
    ],
  };
  const [direction] = pageModelOf(many, [observations]).trials[0]?.directions ?? [];
  t.is(direction?.gaps.length, 3000);
  t.is(direction?.gapsOmitted, 1005);
  t.true(direction?.gaps.every(([, , to]) => to >= 1000));
});

/** A page with the same word wherever a name, or a line, of a lab file stands. */
function pageOfNames(name: string): string {
  const hostile: RunResult = {
    ...result,
    run: { ...result.run, lab: name, summary: name },
    design: { ...result.design, nodes: [{ name, role: 'host' }], wires: [], tunnels: [] },
    trials: result.trials.map((trial) =>
      withFault(
        withDirections(trial, () => ({ from: name })),
        { fault: trial.fault.name, target: name, deadNodes: [name] },
      ),
    ),
  };
  return htmlReport(hostile, [{ ...observations, fault: { ...observations.fault, target: name } }], assets);
}

/** The model is one line: U+2029 is in it as it is. */
const modelPattern = /(?<=<script type="application\/json" id="model">)([^\n<]*)(?=<\/script>\n)/;

/** The tags of a page with the names of their attributes, and every other angle bracket that is not in the model. */
const skeletonOf = (page: string): string =>
  page
    .replace(modelPattern, '')
    .replaceAll(/="[^"<>]*"/g, '=')
    .replaceAll(/[^<>]*(<[^<>]*>|[<>])/g, '$1')
    // A name in a drawing has as many lines as it needs.
    .replaceAll(/(<text class= x= y=><\/text>)+/g, '$1')
    .replaceAll(/[0-9.]+/g, '0');
