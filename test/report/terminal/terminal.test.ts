import { readFileSync, writeFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { TrialResult } from '../../../src/analysis/result.ts';
import { verdictOn } from '../../../src/analysis/verdict/verdict.ts';
import { junitOfRun } from '../../../src/report/junit/run-junit.ts';
import { markdownReport } from '../../../src/report/markdown/markdown.ts';
import { terminalReport } from '../../../src/report/terminal/terminal.ts';
import { replacedAfter, resultOf, withDirections, withFault } from '../../analysis/results.ts';
import { degradeAndCrash, observed } from '../../analysis/several-events.ts';
import { contextWith, crash, longTimers, ms, type Scenario, tunnels } from '../../analysis/synthetic.ts';
import { withConnections } from '../../analysis/with-connections.ts';
import { runOfRounds, runResult } from '../run-result.ts';

/** `golden/NAME.txt` is the exact report. UPDATE_GOLDEN=1 writes it; then read the diff. */
const folder = new URL('golden/', import.meta.url);
const update = process.env.UPDATE_GOLDEN === '1';

const both = ['outward', 'return'] as const;
const forEver = { from: ms(5000), to: ms(99_000) };

const scenarios: Readonly<Record<string, Partial<Scenario>>> = {
  'nothing-happened': {},
  crash: crash(),
  'never-back': { disturbances: both.map((direction) => ({ direction, path: tunnels[0], ...forEver })) },
  'lost-before-the-fault': {
    ...crash(),
    disturbances: [
      ...(crash().disturbances ?? []),
      { direction: 'outward', path: tunnels[2], from: ms(2000), to: ms(2100) },
    ],
  },
  'hit-twice': {
    ...crash(),
    disturbances: [
      ...(crash().disturbances ?? []),
      { direction: 'return', path: tunnels[1], from: ms(12_000), to: ms(12_400) },
    ],
  },
};

for (const [name, scenario] of Object.entries(scenarios)) {
  test(`${name}: the report is golden/${name}.txt`, (t) => {
    // Its own threshold, so that tuning the default does not change the texts.
    const trial = resultOf(scenario, { delayThresholdMs: 100 });
    const restored = name === 'never-back' ? null : trial.redundancyRestoredMs;
    assertGolden(t, name, terminalReport(runResult({ ...trial, redundancyRestoredMs: restored })));
  });
}

test('two-trials: one after the other, each with its heading and its own remarks; what is common once', (t) => {
  const first = maintenance('vnet1gw-0', crash());
  const second = maintenance('vnet1gw-1', scenarios['lost-before-the-fault'] ?? {});
  assertGolden(t, 'two-trials', terminalReport(runResult(first, second)));
});

test('two-machines: each is named with the time that it is away', (t) => {
  const trial = resultOf(crash(), { delayThresholdMs: 100 });
  const both = withFault(trial, {
    fault: 'instance-and-device-crash',
    target: 'vnet1gw-0+device1',
    deadNodes: ['vnet1gw-0', 'device1'],
    away: [
      { node: 'vnet1gw-0', plannedSeconds: 120, awayMs: 120_640 },
      { node: 'device1', plannedSeconds: 90, awayMs: null },
    ],
  });
  assertGolden(t, 'two-machines', terminalReport(runResult(both)));
});

test('two-events: totals over both, and what each of them did', (t) => {
  const trial = analyse(observed(degradeAndCrash), { ...degradeAndCrash.context, delayThresholdMs: 100 });
  assertGolden(t, 'two-events', terminalReport(runResult(trial)));
});

test('between two virtual networks the columns have their names', (t) => {
  const trial = withDirections(resultOf(crash()), ({ name }) =>
    name === 'outward' ? { from: 'VNet1', to: 'VNet2' } : { from: 'VNet2', to: 'VNet1' },
  );
  t.regex(terminalReport(runResult(trial)), /^ +VNet1 to VNet2 +VNet2 to VNet1$/m);
});

test('a remark that several trials share is printed once, with their numbers', (t) => {
  const calm = resultOf(crash());
  const flagged = (...messages: string[]): TrialResult => ({
    ...calm,
    quality: {
      ...calm.quality,
      flags: messages.map((message) => ({ code: 'contended', severity: 'doubtful', message })),
    },
  });
  const text = terminalReport(
    runOfRounds(3, [flagged('late', 'busy'), flagged('late'), flagged('late', 'busy')]),
  );
  t.regex(text, /^All trials: Note: late\.\nTrials 1, 3: Note: busy\.$/m);
});

test('TCP connections are reported beside the flows, and for many trials together', (t) => {
  const stalled = withConnections(resultOf(crash()), {
    survived: 5,
    reset: 2,
    stalled: 5,
    stillStalled: 1,
    nextTryMs: 6240,
    longestStallMs: 3470,
    predictedStall: { minMs: 1510, maxMs: 3515 },
  });
  const one = terminalReport(runResult(stalled));
  t.regex(
    one,
    /^TCP connections +8 opened, 2 reset, 1 not back when the run ended +8 opened, 2 reset, 1 not back when the run ended$/m,
  );
  t.regex(
    one,
    /^TCP stall, longest +3\.47 s \(5 stalled, TCP would try again 6\.24 s after the run, predicted 1\.51 s to 3\.52 s\)/m,
  );
  const ways = { seen: 8, overAnotherDevice: 3 };
  const roundabout = withConnections(resultOf(crash()), { ways });
  t.regex(
    terminalReport(runResult(roundabout)),
    /^TCP back over another device +3 of 8 tried +3 of 8 tried$/m,
  );
  t.regex(
    terminalReport(runOfRounds(2, [roundabout, roundabout])),
    /^TCP back over another device +12 of 32 tried$/m,
  );
  const many = terminalReport(runOfRounds(3, [stalled, withConnections(stalled, {}), stalled]));
  t.regex(
    many,
    /^TCP connections +48 opened, 36 survived, 8 reset, 0 timed out, 0 failed, 4 not back when the run ended; longest stall 3\.47 s$/m,
  );
});

test('a figure outside the prediction beside it is marked and explained, in every format', (t) => {
  const crashed = crash();
  const disturbances = (crashed.disturbances ?? []).map((one) =>
    one.direction === 'return' ? { ...one, to: one.to + 4e9 } : one,
  );
  const run = runResult(resultOf({ ...crashed, disturbances }));
  const why =
    /Note: site to Azure: 2\.8\d s above the predicted maximum; packets arrived only 4\.00 s after the route/;
  t.regex(terminalReport(run), /^Predicted .* 2\.01 s to 4\.01 s \(took longer\)$/m);
  for (const report of [terminalReport(run), markdownReport(run), junitOfRun(run)]) t.regex(report, why);
});

test('so is a stall of TCP outside its prediction', (t) => {
  const explanation = 'the longest TCP stall is 0.55 s above the predicted maximum; a request was lost';
  const trial = withConnections(resultOf(crash()), {
    stalled: 5,
    longestStallMs: 7060,
    predictedStall: { minMs: 6320, maxMs: 6500 },
    stallComparison: { verdict: 'longer', explanation },
  });
  const run = runResult(trial);
  const row = /^TCP stall, longest +7\.06 s \(5 stalled, predicted 6\.32 s to 6\.50 s: took longer\)/m;
  t.regex(terminalReport(run), row);
  t.true(markdownReport(run).includes('predicted 6.32 s to 6.50 s: took longer)'));
  for (const report of [terminalReport(run), markdownReport(run), junitOfRun(run)]) {
    t.true(report.includes(`Note: site to Azure: ${explanation}.`), report);
  }
});

/** A trial of planned maintenance: every node was told. */
function maintenance(target: string, scenario: Partial<Scenario>): TrialResult {
  const trial = resultOf(scenario, { delayThresholdMs: 100, silent: false });
  return withFault(trial, {
    fault: 'planned-maintenance',
    target,
    deadNodes: [target],
    away: [{ node: target, plannedSeconds: 3, awayMs: 3580 }],
  });
}

function assertGolden(t: ExecutionContext, name: string, text: string): void {
  const file = new URL(`${name}.txt`, folder);
  if (update) writeFileSync(file, text);
  t.is(text, readFileSync(file, 'utf8'));
}

test('the documented figure stands beside the measurement, where there is one', (t) => {
  const result = runResult(resultOf(crash()));
  const figure = '1 to 3 minutes in the worst case';
  const documented = { figure, text: figure, source: 'article' };
  t.regex(
    terminalReport({ ...result, documented }),
    /^Documented by Azure +1 to 3 minutes in the worst case \(not comparable: profile fast\)$/m,
  );
});

test('a run in a lab that was up already names the run that brought it up', (t) => {
  const own = runResult(resultOf(crash()));
  const shared = { ...own, run: { ...own.run, broughtUpBy: 'dual-redundancy-1' }, bringUpMs: null };
  t.regex(terminalReport(shared), /^Lab +up already, brought up by dual-redundancy-1$/m);
  t.notRegex(terminalReport(own), /^Lab /m);
});

test('a run whose redundancy did not return says so', (t) => {
  const result = runResult({ ...resultOf(crash()), redundancyRestoredMs: null });
  t.regex(terminalReport(result), /^Full redundancy +not within the time allowed$/m);
});

test('a limit that is undecided because a replacement was late is not called missed', (t) => {
  const own = runResult(replacedAfter(resultOf(crash()), 36));
  const limits = { maxRedundancySeconds: 30 };
  const report = terminalReport({ ...own, limits, verdict: verdictOn(own, limits) });
  t.regex(report, /^Not judged: full redundancy was back after 39\.0 s, above the limit of 30 s, but /m);
  t.notRegex(report, /Missed|kept:/);
});

test('no line ends in a space, whatever the timers', (t) => {
  for (const scenario of Object.values(scenarios)) {
    for (const trial of [resultOf(scenario), resultOf(scenario, contextWith(longTimers))]) {
      t.notRegex(terminalReport(runResult(trial)), /[ \t]$/m);
    }
  }
});

test('repeated: how the figures were spread, and a line for each trial', (t) => {
  const trial = maintenance('vnet1gw-0', crash());
  const [never, lost] = ['never-back', 'lost-before-the-fault'].map((name) =>
    maintenance('vnet1gw-0', scenarios[name] ?? {}),
  );
  t.truthy(never && lost);
  if (never && lost) assertGolden(t, 'repeated', terminalReport(runOfRounds(4, [trial, trial, never, lost])));
});
