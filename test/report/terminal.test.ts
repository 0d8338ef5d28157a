import { readFileSync, writeFileSync } from 'node:fs';
import test from 'ava';
import { type RunResult, runResultSchema } from '../../src/analysis/run-result.ts';
import { profileNamed } from '../../src/definition/profile.ts';
import { terminalReport } from '../../src/report/terminal.ts';
import { resultOf } from '../analysis/results.ts';
import { context, crash, longTimers, ms, type Scenario, tunnels } from '../analysis/synthetic.ts';

/** `golden/NAME.txt` is the report, to the letter. UPDATE_GOLDEN=1 writes it anew; then read the difference. */
const folder = new URL('golden/', import.meta.url);
const update = process.env.UPDATE_GOLDEN === '1';

const both = ['azure-to-site', 'site-to-azure'] as const;
const forEver = { from: ms(5000), to: ms(99_000) };

const scenarios: Readonly<Record<string, Partial<Scenario>>> = {
  'nothing-happened': {},
  crash: crash(),
  'never-back': { disturbances: both.map((direction) => ({ direction, path: tunnels[0], ...forEver })) },
  'lost-before-the-fault': {
    ...crash(),
    disturbances: [
      ...(crash().disturbances ?? []),
      { direction: 'azure-to-site', path: tunnels[2], from: ms(2000), to: ms(2100) },
    ],
  },
  'hit-twice': {
    ...crash(),
    disturbances: [
      ...(crash().disturbances ?? []),
      { direction: 'site-to-azure', path: tunnels[1], from: ms(12_000), to: ms(12_400) },
    ],
  },
};

for (const [name, scenario] of Object.entries(scenarios)) {
  test(`${name}: the report is golden/${name}.txt`, (t) => {
    // Its own threshold, so that tuning the default does not change the texts.
    const trial = resultOf(scenario, { delayThresholdMs: 100 });
    const restored = name === 'never-back' ? null : trial.redundancyRestoredMs;
    const text = terminalReport(runResult({ ...trial, redundancyRestoredMs: restored }));
    const file = new URL(`${name}.txt`, folder);
    if (update) writeFileSync(file, text);
    t.is(text, readFileSync(file, 'utf8'));
  });
}

test('the documented figure stands beside the measurement, where there is one', (t) => {
  const result = runResult(resultOf(crash()));
  const figure = '1 to 3 minutes in the worst case';
  const documented = { figure, text: figure, source: 'article' };
  t.regex(
    terminalReport({ ...result, documented }),
    /^Documented by Azure +1 to 3 minutes in the worst case$/m,
  );
});

test('a run whose redundancy did not return says so', (t) => {
  const result = runResult({ ...resultOf(crash()), redundancyRestoredMs: null });
  t.regex(terminalReport(result), /^Full redundancy +not within the time allowed$/m);
});

test('no line ends in a space, whatever the timers', (t) => {
  for (const scenario of Object.values(scenarios)) {
    for (const trial of [resultOf(scenario), resultOf(scenario, { ...context, timers: longTimers })]) {
      t.notRegex(terminalReport(runResult(trial)), /[ \t]$/m);
    }
  }
});

/** What the fast profile and this trial make of a run. */
function runResult(trial: RunResult['trial']): RunResult {
  return runResultSchema.parse({
    format: 'switchover-result/1',
    run: {
      id: 'dual-redundancy-20261122-211020-19ab',
      lab: 'dual-redundancy',
      summary: 'Active-active gateway and two on-premises devices',
      startedAt: '2026-11-22T21:10:20.690Z',
      profile: 'fast',
      dataplane: 'userspace',
      flows: 16,
      rate: 100,
    },
    timers: profileNamed('fast'),
    versions: {
      switchover: '0.1.0',
      strongswan: '5.9.8',
      frr: '8.4.4',
      kernel: '6.1.0',
      engine: 'Docker 20.10.24',
    },
    bringUpMs: { containers: 600, packets: 2800 },
    phaseMs: 90,
    documented: { figure: null, text: 'no figure for active-active gateways', source: 'article' },
    trial,
  });
}
