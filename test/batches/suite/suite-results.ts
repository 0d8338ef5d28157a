import type { CaseResult } from '../../../src/batches/suite/case-result.ts';
import type { SuiteResult } from '../../../src/batches/suite/suite-result.ts';

const measured = (estimateMs: number) => ({ state: 'measured' as const, estimateMs, halfWidthMs: 3 });
const atLeast = (atLeastMs: number) => ({ state: 'at-least' as const, atLeastMs });
type Outage = ReturnType<typeof measured> | ReturnType<typeof atLeast> | null;

const figures = (there: Outage, back: Outage, redundancyRestoredMs: number | null) => ({
  directions: [
    { pair: 'vm--host', direction: 'outward' as const, from: 'Azure', to: 'site', outage: there },
    { pair: 'vm--host', direction: 'return' as const, from: 'site', to: 'Azure', outage: back },
  ],
  redundancyRestoredMs,
});

const attempt = (changes: Partial<CaseResult['attempts'][number]> = {}): CaseResult['attempts'][number] => ({
  outcome: 'passed',
  exitCode: 0,
  startedAt: '2026-11-22T21:10:20.690Z',
  seconds: 24.1,
  run: 'dual-redundancy-20261122-211020-19ab',
  labWasUp: false,
  reason: null,
  ...changes,
});

const nothing = { figure: null, text: 'no figure for active-active gateways', source: 'article' };

export const one: CaseResult = {
  lab: 'dual-redundancy',
  fault: 'instance-crash',
  target: null,
  parameters: null,
  limits: { maxOutageSeconds: 5, maxRedundancySeconds: 20 },
  documented: nothing,
  outcome: 'passed',
  misses: [],
  notes: [],
  figures: figures(measured(820), measured(2412), 9100),
  attempts: [attempt()],
};

const tooBusy =
  'Within 42 s there were never 12 s without a lost packet, so nothing can be measured. The machine may be too busy; fewer --flows or a lower --rate may help.';
const lastWords = 'device2 ended. Its last words:\n  charon: no memory for <child> & "friends" ]]>';

/** One case of every outcome. */
export const suiteOfEverything: SuiteResult = {
  suite: {
    id: 'labs-20261122-211019-0c1d',
    startedAt: '2026-11-22T21:10:19.123Z',
    seconds: 171.5,
    profile: 'fast',
    dataplane: 'auto',
    jobs: 2,
    fresh: false,
    settings: {
      trials: 1,
      flows: 32,
      rate: null,
      tcp: { connections: 8, timeoutSeconds: 0 },
      timers: {},
    },
    version: '0.1.0',
    shard: null,
    missing: [],
  },
  counts: { passed: 4, failed: 6, notRun: 1 },
  cases: [
    {
      ...one,
      lab: 'active-standby',
      documented: { figure: '1 to 3 minutes in the worst case', text: '1 to 3 minutes', source: 'article' },
    },
    {
      ...one,
      lab: 'active-standby',
      fault: 'planned-maintenance',
      limits: null,
      documented: { figure: '10 to 15 seconds', text: '10 to 15 seconds', source: 'article' },
      figures: figures(null, measured(150), 31_500),
      notes: ['trial 2 (vnet1gw-1): the machine was too busy to send on time (p99.9 above 10 ms)'],
    },
    one,
    {
      ...one,
      target: 'vnet1gw-1',
      outcome: 'failed',
      limits: { maxOutageSeconds: 5 },
      misses: [
        'site to Azure: outage 5.31 s is 0.31 s above the limit of 5 s (IKE dead peer detection on device2 took 5.30 s)',
      ],
      figures: figures(measured(851), measured(5310), 9100),
      attempts: [attempt({ exitCode: 0, outcome: 'failed' })],
    },
    {
      ...one,
      fault: 'instance-and-device-crash',
      target: 'vnet1gw-0+device1',
      outcome: 'failed',
      misses: [
        'Azure to site: the outage had not ended after 15.03 s, and the limit is 5 s (4 flows of vnet1gw-1--device2 were not back when the window ended)',
        'full redundancy was not back within the time that the run allows, and the limit is 20 s',
      ],
      figures: figures(atLeast(15_034), atLeast(12_100), null),
      attempts: [attempt({ exitCode: 1, outcome: 'failed' })],
    },
    {
      ...one,
      fault: 'device-crash',
      attempts: [attempt({ outcome: 'nothing-measured', exitCode: 3, reason: tooBusy }), attempt()],
    },
    {
      ...one,
      fault: 'device-maintenance',
      outcome: 'nothing-measured',
      figures: null,
      attempts: [1, 2].map(() => attempt({ outcome: 'nothing-measured', exitCode: 3, reason: tooBusy })),
    },
    {
      ...one,
      lab: 'single-tunnel',
      fault: 'device-crash',
      limits: { minOutageSeconds: 5.5, maxOutageSeconds: 12 },
      figures: figures(measured(7900), measured(8011), 8020),
    },
    {
      ...one,
      lab: 'single-tunnel',
      limits: { minOutageSeconds: 9 },
      outcome: 'lab-not-ready',
      figures: null,
      attempts: [attempt({ outcome: 'lab-not-ready', exitCode: 4, reason: lastWords })],
    },
    {
      ...one,
      lab: 'single-tunnel',
      fault: 'gateway-reset',
      outcome: 'environment',
      figures: null,
      attempts: [
        attempt({ outcome: 'environment', exitCode: 5, run: null, reason: 'The engine does not answer.' }),
      ],
    },
    {
      ...one,
      lab: 'single-tunnel',
      fault: 'planned-maintenance',
      outcome: 'not-run',
      figures: null,
      attempts: [],
    },
  ],
  plan: null,
};

/** The same without the cases that went wrong. */
export const quietSuite: SuiteResult = {
  ...suiteOfEverything,
  counts: { passed: 1, failed: 0, notRun: 0 },
  cases: suiteOfEverything.cases.slice(0, 1),
};
