import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { analyse } from '../../src/analysis/analyse.ts';
import { directionResults } from '../../src/analysis/direction-results.ts';
import { longestOutageMs } from '../../src/analysis/outages/longest-outage.ts';
import type { TrialResult } from '../../src/analysis/result.ts';
import { seriesOf } from '../../src/analysis/statistics/series.ts';
import { verdictOn } from '../../src/analysis/verdict/verdict.ts';
import { worstFigures } from '../../src/analysis/verdict/worst-figures.ts';
import { duration } from '../../src/base/duration.ts';
import type { DirectionObservations, FlowObservations } from '../../src/observations/direction.ts';
import { directionsOf, type Observations } from '../../src/observations/observations.ts';
import { headlines } from '../../src/report/html/headlines.ts';
import { htmlReport } from '../../src/report/html/page.ts';
import { junitOfRun } from '../../src/report/junit/run-junit.ts';
import { markdownReport } from '../../src/report/markdown/markdown.ts';
import { terminalReport } from '../../src/report/terminal/terminal.ts';
import { numbered } from '../analysis/results.ts';
import {
  crashAt,
  degradeAndCrash,
  degradeAt,
  lost,
  observed,
  type Shape,
  shape,
  t0Ms,
} from '../analysis/several-events.ts';
import { crash, tunnels } from '../analysis/synthetic.ts';
import { runResult } from './run-result.ts';

/** What a run can look like. Whatever happened, the longest outage of the raw record has to be the headline of every format. */
const shapes: Readonly<Record<string, Shape>> = {
  'one fault': shape([crashAt(t0Ms)], crash().disturbances ?? []),
  'no effect': shape([crashAt(t0Ms)], []),
  'loss one way only': shape([crashAt(t0Ms)], [lost('outward', tunnels[1], 5000, 5730)]),
  'loss that begins twice, the second time for longer': shape(
    [crashAt(t0Ms)],
    [lost('return', tunnels[0], 5000, 5300), lost('return', tunnels[0], 8000, 9400)],
  ),
  'the return of the machine interrupts for longer than its crash': shape(
    [crashAt(t0Ms)],
    [lost('return', tunnels[0], 5000, 5300), lost('return', tunnels[3], 11_200, 13_000)],
  ),
  'flows that never come back': shape([crashAt(t0Ms)], [lost('outward', tunnels[0], 5000, 99_000)]),
  'a first event that does less than the second': degradeAndCrash,
  'a second event that does nothing': shape(
    [crashAt(t0Ms), degradeAt(9000)],
    [lost('outward', tunnels[0], 5000, 5850)],
  ),
  'two events that overlap': shape(
    [crashAt(t0Ms), degradeAt(6000)],
    [lost('outward', tunnels[0], 5000, 7500), lost('outward', tunnels[3], 6100, 9300)],
  ),
  'a packet lost by chance just before the second event': shape(
    [degradeAt(t0Ms), crashAt(9000)],
    [lost('return', tunnels[0], 8985, 12_070)],
  ),
  'a fault before the window of T0 ends': shape(
    [crashAt(t0Ms, 300)],
    [lost('outward', tunnels[0], 4750, 5900), lost('return', tunnels[0], 5250, 6400)],
  ),
  'a fault that comes three times': shape(
    [crashAt(5000), crashAt(9000), crashAt(13_000)],
    [
      lost('outward', tunnels[0], 5000, 6100),
      lost('outward', tunnels[0], 9000, 9600),
      lost('outward', tunnels[0], 13_000, 15_400),
    ],
  ),
};

/** The longest time between two packets of a flow that arrived, from the stamps alone: what is certain, and what is possible. */
function longestGap(
  { flows }: DirectionObservations,
  from: number,
): { readonly least: number; readonly most: number } {
  const gaps = flows.flatMap((flow) => gapsOf(flow).filter((gap) => gap.until > from));
  return {
    least: Math.max(0, ...gaps.map(({ least }) => least / 1e6)),
    most: Math.max(0, ...gaps.map(({ most }) => most / 1e6)),
  };
}

function gapsOf({ sent, received }: FlowObservations) {
  const missing = [...sent.keys()].filter((index) => Number.isNaN(received[index]));
  const starts = missing.filter((index) => !missing.includes(index - 1));
  return starts.map((start) => {
    let end = start;
    while (end + 1 < sent.length && Number.isNaN(received[end + 1])) end += 1;
    const stamp = (index: number) => sent[index] ?? Number.POSITIVE_INFINITY;
    return {
      least: stamp(end) - stamp(start),
      most: stamp(end + 1) - (sent[start - 1] ?? Number.NEGATIVE_INFINITY),
      until: stamp(end + 1),
    };
  });
}

for (const [name, own] of Object.entries(shapes)) {
  test(`${name}: the longest outage of the raw record is the headline of every format`, (t) => {
    const observations = observed(own);
    const trial = analyse(observations, own.context);
    assertHeadline(t, trial, observations);
    const result = runResult(trial);
    const texts = directionResults(trial).map(({ longestOutage }) =>
      longestOutage === null
        ? 'none'
        : duration(longestOutage.state === 'measured' ? longestOutage.estimateMs : longestOutage.atLeastMs),
    );
    const row = new RegExp(`Outage, longest.*${texts.map(literally).join('.*')}`);
    t.regex(terminalReport(result), row);
    t.regex(markdownReport(result).replaceAll('\\', ''), row);
    t.regex(junitOfRun(result), row);
    const page = htmlReport(result, [observations], { style: '', script: '' });
    const [htmlRow = ''] = /Outage, longest.*?<\/tr>/s.exec(page) ?? [];
    t.regex(htmlRow.replaceAll(/<[^>]*>|\s+/g, ' '), row);
    const cards = headlines(result).map(({ text }) => text);
    for (const [index, text] of texts.entries())
      t.true(cards[index]?.includes(`${text}</strong>`), cards[index]);
  });
}

/** The figures that programs read, and that limits, suites, sweeps and comparisons use. */
function assertHeadline(t: ExecutionContext, trial: TrialResult, observations: Observations): void {
  const t0 = observations.t0.lower;
  for (const [index, direction] of directionsOf(observations).entries()) {
    const { least, most } = longestGap(direction, t0);
    const facts = trial.pairs[0]?.directions[index];
    const named = { pair: trial.pairs[0]?.name ?? '', direction: direction.name };
    const known = longestOutageMs(trial, named);
    const outage = facts?.longestOutage ?? null;
    if (outage?.state === 'measured') {
      t.true(outage.estimateMs + outage.halfWidthMs >= least - 0.01, `${outage.estimateMs} of ${least}`);
      t.true(outage.estimateMs - outage.halfWidthMs <= most + 0.01, `${outage.estimateMs} of ${most}`);
      t.is(known, outage.estimateMs);
      const { misses } = verdictOn(
        { trials: numbered([trial]) },
        { maxOutageSeconds: Math.max(0, least / 1000 - 0.06) },
      );
      const way = `${direction.from} to ${direction.to}: outage`;
      if (trial.quality.valid && least > 60)
        t.true(
          misses.some((miss) => miss.startsWith(way)),
          misses.join(),
        );
    } else {
      t.is(outage === null, most === 0);
      t.is(known, outage === null ? 0 : null);
    }
    const worst = trial.events.map(({ figures }) => figures[index]?.longestOutage ?? null);
    t.true(worst.some((own) => JSON.stringify(own) === JSON.stringify(outage)));
    if (!trial.quality.valid) continue;
    t.deepEqual(worstFigures([trial])?.directions[index]?.outage, outage);
    t.deepEqual(seriesOf(numbered([trial]))[0]?.directions[index]?.outage.values, [known]);
  }
}

const literally = (text: string): string => text.replaceAll('.', '\\.');

test('the same for any events and any losses', (t) => {
  const at = fc.integer({ min: 5200, max: 13_000 });
  const others = fc.array(
    fc.tuple(at, fc.boolean()).map(([time, isCrash]) => (isCrash ? crashAt(time) : degradeAt(time))),
    { maxLength: 3 },
  );
  const losses = fc.array(
    fc
      .tuple(
        fc.constantFrom('outward' as const, 'return' as const),
        fc.constantFrom(...tunnels),
        at,
        fc.integer({ min: 15, max: 5000 }),
      )
      .map(([direction, path, from, length]) => lost(direction, path, from, from + length)),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(others, losses, (events, disturbances) => {
      const own = shape(
        [crashAt(t0Ms), ...events].toSorted((a, b) => a.appliedAt.lower - b.appliedAt.lower),
        disturbances,
      );
      const observations = observed(own);
      assertHeadline(t, analyse(observations, own.context), observations);
    }),
    { numRuns: 30 },
  );
});
