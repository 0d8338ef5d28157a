import test from 'ava';
import type { TrialResult } from '../../../src/analysis/result.ts';
import { type Verdict, verdictOn } from '../../../src/analysis/verdict/verdict.ts';
import { worstFigures } from '../../../src/analysis/verdict/worst-figures.ts';
import type { Limits } from '../../../src/definition/definition.ts';
import { directionOf, numbered, replacedAfter, resultOf, withDirections } from '../results.ts';
import { crash, ms, tunnels } from '../synthetic.ts';
import { withConnections } from '../with-connections.ts';

/** Outages of 0.85 s and 2.87 s; redundancy after 9.00 s. */
const recovered = resultOf(crash(), { delayThresholdMs: 100 });
const calm = resultOf({});
const neverBack = resultOf({
  disturbances: [{ direction: 'return', path: tunnels[0], from: ms(5000), to: ms(99_000) }],
});
/** Once more for 3.4 s, when the replacement comes back. */
const hitTwice = resultOf({
  ...crash(),
  disturbances: [
    ...(crash().disturbances ?? []),
    { direction: 'return', path: tunnels[1], from: ms(12_000), to: ms(15_400) },
  ],
});
const there = `${directionOf(calm, 'outward').from} to ${directionOf(calm, 'outward').to}`;
const back = `${directionOf(calm, 'return').from} to ${directionOf(calm, 'return').to}`;

const unrestored = (trial: TrialResult): TrialResult => ({ ...trial, redundancyRestoredMs: null });
const flagged = (
  trial: TrialResult,
  flag: TrialResult['quality']['flags'][number],
  target = trial.fault.target,
): TrialResult => ({
  ...trial,
  fault: { ...trial.fault, target },
  quality: { ...trial.quality, valid: flag.severity === 'doubtful', flags: [flag] },
});
const contended = { code: 'contended', severity: 'doubtful', message: 'the machine was too busy' } as const;
const lossBefore = {
  code: 'loss-before-fault',
  severity: 'invalid',
  message: '3 packets were lost',
} as const;

const cases: readonly [
  what: string,
  trials: readonly TrialResult[],
  limits: Limits | undefined,
  outcome: Verdict['outcome'],
  misses: readonly RegExp[],
][] = [
  ['a run within all limits', [recovered], { maxOutageSeconds: 3, maxRedundancySeconds: 10 }, 'passed', []],
  ['a run that recovers, without limits', [recovered], undefined, 'passed', []],
  ['a run that recovers, with limits that limit nothing', [recovered], {}, 'passed', []],
  [
    'an outage above the limit, in one direction',
    [recovered],
    { maxOutageSeconds: 2 },
    'failed',
    [
      new RegExp(
        `^${back}: outage 2\\.87 s is 872 ms above the limit of 2 s \\(IKE dead peer detection on device2 \\(your timer\\) took 2\\.80 s\\)$`,
      ),
    ],
  ],
  [
    'an outage above the limit, in both directions',
    [recovered],
    { maxOutageSeconds: 0.5 },
    'failed',
    [
      new RegExp(
        `^${there}: outage 852 ms is 352 ms above .* \\(health probe \\(BFD\\) on testvnet1 \\(assumed timer\\) took`,
      ),
      new RegExp(`^${back}: outage 2\\.87 s is 2\\.37 s above`),
    ],
  ],
  [
    'more flows hit than the limit allows',
    [recovered],
    { maxFlowsHitPercent: 40 },
    'failed',
    [
      new RegExp(`^${there}: 8 of 16 flows were hit, 2 more than the limit of 40 %$`),
      new RegExp(`^${back}: 8 of 16 flows were hit`),
    ],
  ],
  ['half of the flows hit, as the limit allows', [recovered], { maxFlowsHitPercent: 50 }, 'passed', []],
  [
    'TCP connections lost',
    [withConnections(recovered, { survived: 5, reset: 2, timedOut: 1 })],
    { maxConnectionsLost: 2 },
    'failed',
    [/^6 TCP connections were lost, 4 more than the limit of 2 \(4 reset, 2 timed out, 0 otherwise\)$/],
  ],
  [
    'a single TCP connection lost',
    [
      withDirections(withConnections(recovered, {}), ({ name, connections }) =>
        name === 'outward' && connections ? { connections: { ...connections, survived: 7, reset: 1 } } : {},
      ),
    ],
    { maxConnectionsLost: 0 },
    'failed',
    [/^1 TCP connection was lost, 1 more than the limit of 0 \(1 reset, 0 timed out, 0 otherwise\)$/],
  ],
  [
    'TCP connections that survived',
    [withConnections(recovered, {})],
    { maxConnectionsLost: 0 },
    'passed',
    [],
  ],
  [
    'TCP connections that had no answer when the run ended',
    [withConnections(recovered, { survived: 5, stillStalled: 3, nextTryMs: 900 })],
    { maxConnectionsLost: 2 },
    'failed',
    [/^6 TCP connections had no answer when the run ended, so the limit of 2 lost ones cannot be checked$/],
  ],
  [
    'a limit for TCP connections when none were opened',
    [recovered],
    { maxConnectionsLost: 0 },
    'failed',
    [/^no TCP connections were opened, so the limit of 0 lost ones cannot be checked \(--tcp\)$/],
  ],
  [
    'redundancy later than its limit',
    [recovered],
    { maxRedundancySeconds: 8.5 },
    'failed',
    [/^full redundancy was back after 9\.00 s, 500 ms above the limit of 8\.5 s$/],
  ],
  [
    'redundancy later than its limit, because a replacement was late',
    [replacedAfter(recovered, 36)],
    { maxRedundancySeconds: 30 },
    'nothing-measured',
    [],
  ],
  [
    'redundancy later than its limit, by more than a replacement was late',
    [replacedAfter(recovered, 36)],
    { maxRedundancySeconds: 8.5 },
    'failed',
    [/^full redundancy was back after 39\.0 s, 30\.5 s above the limit of 8\.5 s$/],
  ],
  [
    'redundancy later than its limit, by less than a container usually takes to start',
    [replacedAfter(recovered, 6.8)],
    { maxRedundancySeconds: 9.5 },
    'failed',
    [/^full redundancy was back after 9\.80 s, 300 ms above the limit of 9\.5 s$/],
  ],
  [
    'a late replacement, and an outage above its limit',
    [replacedAfter(recovered, 36)],
    { maxOutageSeconds: 0.9, maxRedundancySeconds: 30 },
    'failed',
    [new RegExp(`^${back}: outage 2\\.87 s is 1\\.97 s above`)],
  ],
  [
    'a late replacement, and redundancy that was in time',
    [replacedAfter(recovered, 36)],
    { maxRedundancySeconds: 40 },
    'passed',
    [],
  ],
  [
    'redundancy that is not restored, with a limit',
    [unrestored(recovered)],
    { maxRedundancySeconds: 20 },
    'failed',
    [/^full redundancy was not back within the time that the run allows, and the limit is 20 s$/],
  ],
  [
    'redundancy that is not restored, without a limit',
    [unrestored(recovered)],
    { maxOutageSeconds: 5 },
    'failed',
    [/^full redundancy was not back within the time that the run allows$/],
  ],
  [
    'flows that are not back, however high the limit is',
    [neverBack],
    { maxOutageSeconds: 86_400 },
    'failed',
    [
      new RegExp(
        `^${back}: the outage had not ended after 15\\.0 s, and the limit is 86400 s \\(.*4 flows of ${tunnels[0]} were not back`,
      ),
    ],
  ],
  [
    'flows that are not back, without limits',
    [neverBack],
    undefined,
    'failed',
    [new RegExp(`^${back}: the outage had not ended after 15\\.0 s \\(`)],
  ],
  [
    'a second hit that is longer than the outage',
    [hitTwice],
    { maxOutageSeconds: 3 },
    'failed',
    [/outage 3\.40 s is 400 ms above the limit of 3 s \(a second hit, after all flows had been back\)$/],
  ],
  ['an outage as long as a lab wants to show', [recovered], { minOutageSeconds: 2.5 }, 'passed', []],
  [
    'an outage that is shorter than a lab wants to show',
    [recovered],
    { minOutageSeconds: 9, maxOutageSeconds: 40 },
    'failed',
    [/^the longest outage, 2\.87 s, is 6\.13 s shorter than the expected minimum of 9 s$/],
  ],
  [
    'no outage where one is to be shown',
    [calm],
    { minOutageSeconds: 9 },
    'failed',
    [/^nothing was interrupted, but an outage of 9 s or more was expected$/],
  ],
  [
    'an outage that never ends, where one is to be shown',
    [unrestored(neverBack)],
    { minOutageSeconds: 9 },
    'passed',
    [],
  ],
  [
    'an outage that was not watched for long enough to show it',
    [neverBack],
    { minOutageSeconds: 60 },
    'failed',
    [/^the longest outage was watched for only 15\.0 s, but 60 s or more were expected$/],
  ],
  ['a busy machine', [flagged(recovered, contended)], { maxOutageSeconds: 3 }, 'passed', []],
  ['invalid figures', [flagged(recovered, lossBefore)], { maxOutageSeconds: 0.1 }, 'nothing-measured', []],
  ['no trial at all', [], { maxOutageSeconds: 3 }, 'nothing-measured', []],
  ['two trials within the limits', [recovered, calm], { maxOutageSeconds: 3 }, 'passed', []],
  [
    'two trials, and the second one misses a limit',
    [calm, recovered],
    { maxOutageSeconds: 1 },
    'failed',
    [new RegExp(`^trial 2 \\(vnet1gw-0\\), ${back}: outage 2\\.87 s is 1\\.87 s above the limit of 1 s`)],
  ],
  [
    'two trials, one of them invalid',
    [recovered, flagged(recovered, lossBefore)],
    { maxOutageSeconds: 3, minOutageSeconds: 60 },
    'nothing-measured',
    [],
  ],
  [
    'two trials: one misses a limit, the other is invalid',
    [recovered, flagged(recovered, lossBefore)],
    { maxOutageSeconds: 1 },
    'failed',
    [/^trial 1 /],
  ],
  ['a minimum that one of two trials has', [calm, recovered], { minOutageSeconds: 2 }, 'passed', []],
];

for (const [what, trials, limits, outcome, misses] of cases) {
  test(`${what}: ${outcome}`, (t) => {
    const verdict = verdictOn({ trials: numbered(trials) }, limits);
    t.deepEqual(
      { ...verdict, misses: verdict.misses.length },
      { ...verdict, outcome, misses: misses.length },
    );
    for (const [index, miss] of misses.entries()) t.regex(verdict.misses[index] ?? '', miss);
  });
}

test('the limit itself is still within the limit', (t) => {
  const { outage } = directionOf(recovered, 'return');
  const length = outage?.state === 'measured' ? outage.estimateMs / 1000 : Number.NaN;
  t.is(verdictOn({ trials: numbered([recovered]) }, { maxOutageSeconds: length }).outcome, 'passed');
  t.is(verdictOn({ trials: numbered([recovered]) }, { minOutageSeconds: length }).outcome, 'passed');
  t.regex(
    verdictOn({ trials: numbered([recovered]) }, { maxOutageSeconds: length - 0.001 }).misses.join(),
    /is 1\.0 ms above the limit/,
  );
});

test('the reasons for invalid and doubtful figures name their trial', (t) => {
  const trials = [flagged(recovered, contended), flagged(recovered, lossBefore, 'vnet1gw-1')];
  const { notes, invalid } = verdictOn({ trials: numbered(trials) }, undefined);
  t.deepEqual(notes, ['trial 1 (vnet1gw-0): the machine was too busy']);
  t.deepEqual(invalid, ['trial 2 (vnet1gw-1): 3 packets were lost']);
  t.deepEqual(verdictOn({ trials: numbered(trials.slice(0, 1)) }).notes, ['the machine was too busy']);
});

test('why a limit is undecided is said, with the trial', (t) => {
  const late =
    'full redundancy was back after 39.0 s, above the limit of 30 s, but the replacement of vnet1gw-0 ran 30.0 s later than planned; without that the limit would have been kept';
  const limits = { maxRedundancySeconds: 30 };
  t.deepEqual(verdictOn({ trials: numbered([replacedAfter(recovered, 36)]) }, limits).undecided, [late]);
  t.deepEqual(verdictOn({ trials: numbered([recovered, replacedAfter(recovered, 36)]) }, limits).undecided, [
    `trial 2 (vnet1gw-0): ${late}`,
  ]);
});

test('trials that no shard has are said, and keep a run from passing', (t) => {
  const some = { trials: numbered([recovered, recovered], 21), missing: [19, 20, 23] };
  const { outcome, invalid } = verdictOn(some, { maxOutageSeconds: 60 });
  t.is(outcome, 'nothing-measured');
  t.deepEqual(invalid, ['no shard has trials 19 to 20 and 23']);
  t.is(verdictOn(some, { maxOutageSeconds: 1 }).outcome, 'failed');
});

test('in a shard, trials have their numbers of the whole run, and the minimum is left to the whole run', (t) => {
  const shard = { number: 2, of: 5 };
  const trials = numbered([calm], 21);
  t.is(verdictOn({ trials, shard }, { minOutageSeconds: 2 }).outcome, 'passed');
  t.is(verdictOn({ trials }, { minOutageSeconds: 2 }).outcome, 'failed');
  const { misses } = verdictOn({ trials: numbered([recovered], 21), shard }, { maxOutageSeconds: 1 });
  t.regex(misses[0] ?? '', /^trial 21 \(/);
});

test('the worst figures are those of the worst trial in each direction', (t) => {
  const outageOf = (name: 'outward' | 'return', trials: readonly TrialResult[]) =>
    worstFigures(trials)?.directions.find((own) => own.direction === name)?.outage;
  t.deepEqual(outageOf('return', [calm, recovered]), directionOf(recovered, 'return').outage);
  t.deepEqual(outageOf('return', [recovered, neverBack]), directionOf(neverBack, 'return').outage);
  t.deepEqual(outageOf('outward', [recovered, neverBack]), directionOf(recovered, 'outward').outage);
  t.is(outageOf('outward', [calm, calm]), null);
  t.deepEqual(outageOf('return', [hitTwice]), directionOf(hitTwice, 'return').secondHits.longest);
  t.is(worstFigures([recovered, calm])?.redundancyRestoredMs, 9000);
  t.is(worstFigures([unrestored(recovered), calm])?.redundancyRestoredMs, null);
});

test('invalid figures are not shown', (t) => {
  t.is(worstFigures([flagged(recovered, lossBefore)]), null);
  t.deepEqual(worstFigures([flagged(neverBack, lossBefore), recovered]), worstFigures([recovered]));
});
