import type { TrialResult } from '../../src/analysis/result.ts';
import { type RunResult, runResultSchema } from '../../src/analysis/run-result.ts';
import { sweepPage } from '../../src/batches/sweep/sweep-page.ts';
import { sweepResult } from '../../src/batches/sweep/sweep-result.ts';
import type { Observations } from '../../src/observations/observations.ts';
import { htmlReport } from '../../src/report/html/page.ts';
import type { PageAssets } from '../../src/report/html/pages.ts';
import { designOf } from '../../src/topology/design.ts';
import { resultOf } from '../analysis/results.ts';
import { crash, ms, observe, type Scenario } from '../analysis/synthetic.ts';
import { withConnections } from '../analysis/with-connections.ts';
import { invalid, recovered } from '../batches/suite/run-results.ts';
import { wholeSweep } from '../batches/sweep/whole-sweep.ts';
import { laptop } from '../report/laptop.ts';
import { runOfRounds, runResult } from '../report/run-result.ts';
import { labTopology } from '../topology/lab-topology.ts';

export interface Assets {
  readonly run: PageAssets;
  readonly sweep: PageAssets;
}

/** A page of every kind that runs, suites and sweeps make, by its name. */
export const pages = (): ReadonlyMap<string, (assets: Assets) => string> =>
  new Map([
    ...Object.entries(runs()).map(
      ([name, { result, observations = result.trials.map(() => observe(crash())) }]) =>
        [name, ({ run }: Assets) => htmlReport(result, observations, run)] as const,
    ),
    ['a sweep', ({ sweep: assets }: Assets) => sweepPage(sweep, assets)] as const,
  ]);

interface Run {
  readonly result: RunResult;
  /** Absent: those of a crash, for each trial. */
  readonly observations?: readonly Observations[];
}

const runs = (): Readonly<Record<string, Run>> => ({
  'one fault': { result: runResult(withConnections(recovered, { longestStallMs: 6400, stalled: 3 })) },
  'no effect': observed({}),
  'never back': observed({
    disturbances: [{ direction: 'outward', from: ms(5000), to: ms(60_000) }],
  }),
  'nothing measured': { result: inLab('active-active-static', runResult(invalid)) },
  'one-way loss': observed({
    disturbances: [{ direction: 'return', flows: [1, 2], from: ms(5000), to: ms(5040) }],
  }),
  '128 flows': { ...observed({ ...crash(), flows: 128 }) },
  'seven trials': {
    result: runOfRounds(
      7,
      Array.from({ length: 7 }, () => recovered),
    ),
  },
  'two targets': { result: inLab('active-active', runResult(recovered, ofTarget('vnet1gw-1'))) },
  scenario: { result: inLab('multiple-devices', runResult(withEvents(recovered, scenario))) },
  flap: { result: runResult(withEvents(recovered, flaps)) },
  'a connection': { result: runResult(withEvents(recovered, [reset, reset])) },
  'point-to-site': { result: inLab('point-to-site', runResult(withClients(recovered))) },
  'VNet-to-VNet': { result: inLab('vnet-to-vnet', runResult(recovered)) },
  'transit, three pairs': { result: inLab('vnet-transit', runResult(withPairs(recovered, 3))) },
  'long names': { result: withLongNames(runResult(withEvents(recovered, scenario))) },
});

/** A run in which exactly this was observed. */
const observed = (changes: Partial<Scenario>): Run => ({
  result: runResult(resultOf(changes, { delayThresholdMs: 100 })),
  observations: [observe(changes)],
});

const inLab = (lab: string, result: RunResult): RunResult => ({
  ...result,
  run: { ...result.run, lab },
  design: designOf(labTopology(lab)),
});

const ofTarget = (target: string): TrialResult => ({
  ...recovered,
  fault: { name: 'instance-crash', target },
  events: recovered.events.map((event) => ({ ...event, target, deadNodes: [target] })),
});

type OtherEvent = Pick<TrialResult['events'][number], 'fault' | 'target'> & {
  readonly parameters?: Readonly<Record<string, number>>;
  readonly atMs: number;
};

const scenario: readonly OtherEvent[] = [
  {
    fault: 'link-degrade',
    target: 'device1:wan0',
    parameters: { lossPercent: 2, lastsSeconds: 10 },
    atMs: 1000,
  },
  { fault: 'tunnel-delete', target: 'vnet1gw-1--device2', atMs: 1010 },
];
const flaps = [2, 4, 6, 8].map(
  (second): OtherEvent => ({ fault: 'link-down', target: 'device1:wan0', atMs: 1000 * second }),
);
const reset: OtherEvent = { fault: 'connection-reset', target: 'vnet1tosite5_1', atMs: 500 };

/** A trial in which more happened, each with the figures of the first. */
function withEvents(trial: TrialResult, others: readonly OtherEvent[]): TrialResult {
  const [first] = trial.events;
  if (!first) throw new Error('no event');
  return {
    ...trial,
    fault: { name: 'scenario', target: 'dual-redundancy' },
    events: [
      first,
      ...others.map(({ atMs, ...other }) => ({
        ...first,
        ...other,
        at: { ...first.at, estimateMs: atMs },
        undoneAtMs: atMs + 900,
        deadNodes: [],
        away: [],
      })),
    ],
  };
}

function withClients(trial: TrialResult): TrialResult {
  const clients = ['laptop1', 'laptop2', 'laptop3'].map((name) => ({ ...laptop, client: name }));
  return { ...trial, events: trial.events.map((event) => ({ ...event, clients })) };
}

/** Traffic between more hosts, each pair with the same figures. */
function withPairs(trial: TrialResult, count: number): TrialResult {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return {
    ...trial,
    pairs: trial.pairs.flatMap((pair) =>
      numbers.map((number) => ({
        ...pair,
        name: `${pair.name}-${number}`,
        directions: pair.directions.map((one) => ({ ...one, from: `${one.from} ${number}` })),
      })),
    ),
    events: trial.events.map((event) => ({
      ...event,
      figures: event.figures.flatMap((own) =>
        numbers.map((number) => ({ ...own, pair: `${own.pair}-${number}` })),
      ),
    })),
  };
}

/** The same run in a lab whose people gave long names to everything. */
function withLongNames(result: RunResult): RunResult {
  const names: Readonly<Record<string, string>> = {
    vnet1gw: 'virtual-network-gateway-of-production',
    testvnet1: 'productionvirtualnetworkwesteuropewithoutanyhyphen',
    device1: 'firewall-frankfurt-primary-a',
    Azure: 'application-machine-in-west-europe',
    'dual-redundancy': 'everything-has-a-very-long-name-in-this-lab',
  };
  const text = Object.entries(names).reduce(
    (json, [name, long]) => json.replaceAll(name, long),
    JSON.stringify(result),
  );
  return runResultSchema.parse(JSON.parse(text));
}

const sweep = sweepResult({
  ...wholeSweep,
  id: 'sweep-1',
  startedAt: '2026-11-22T21:10:20.690Z',
  lab: 'dual-redundancy',
  fault: 'instance-crash of vnet1gw-0',
  profile: 'azure',
  trials: 3,
  limitSeconds: 20,
  cells: ['DPD 9 s', 'DPD 15 s', 'DPD 30 s'].flatMap((dpd, row) =>
    ['BGP 3/9 s', 'BGP 10/30 s'].map((bgp, column) => ({
      title: `${dpd}, ${bgp}`,
      timers: { dpdSeconds: 9 + 6 * row, bgpKeepaliveSeconds: 3, bgpHoldSeconds: column === 0 ? 9 : 30 },
      run: null,
      problem: null,
      worstMs: 18_200,
      directions: ['Azure to site', 'site to Azure'].map((title) => ({
        title,
        values: [8100 + 900 * row + 5000 * column, 9020, null],
        medianMs: 9020,
        maxMs: 18_200,
        predicted: { minMs: 7000 + 2000 * row, maxMs: 9000 + 4000 * row },
      })),
    })),
  ),
});
