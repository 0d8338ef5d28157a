import type { DirectionResult } from '../analysis/result.ts';
import type { RunResult, RunTrialResult } from '../analysis/run-result.ts';
import { takeoverSkewSeconds } from '../definition/profile.ts';
import { clientSummary, clientTable } from './client-table.ts';
import { bracket, count, duration } from './quantities.ts';
import { predictionText, seriesTables } from './series-table.ts';
import { textTable } from './text-table.ts';
import { verdictLines } from './verdict-lines.ts';

type Outage = NonNullable<DirectionResult['outage']>;

/** A run's result as it is printed at the end of a run, and again by `switchover report`. */
export function terminalReport(result: RunResult): string {
  const { run, trials } = result;
  return [
    `${run.lab}: ${whatHappened(trials)}, profile ${run.profile}, ${run.dataplane} ESP`,
    '',
    ...(run.rounds > 1 ? repeatedTrials(result) : singleTrials(result)),
    ...verdictLines(result),
    '',
  ].join('\n');
}

/** Each trial in full. */
function singleTrials(result: RunResult): string[] {
  const { trials } = result;
  const facts = factLines(result);
  const [first] = trials;
  if (first && trials.length === 1) {
    return [...trialLines(first), ...facts.ofTrial(0), ...facts.ofRun, ...flags(first)];
  }
  return [
    ...trials.flatMap((trial, index) => [
      `Trial ${index + 1} of ${trials.length}: ${trial.fault.target}`,
      '',
      ...trialLines(trial),
      ...facts.ofTrial(index),
      ...flags(trial),
      '',
    ]),
    ...facts.ofRun,
  ];
}

const trialLines = ({ directions, clients }: RunTrialResult): string[] => [
  directionTable(directions),
  '',
  ...(clients ? [...clientTable(clients), ''] : []),
];

/** Trials that repeat each other: how they were spread, and of each what is its own. */
function repeatedTrials(result: RunResult): string[] {
  const { trials } = result;
  const ofEach = (lines: (trial: RunTrialResult) => readonly string[]) =>
    trials.flatMap((trial, index) => lines(trial).map((line) => `Trial ${index + 1}: ${line}`));
  const clients = ofEach((trial) => (trial.clients ? [`clients: ${clientSummary(trial.clients)}`] : []));
  const [first] = trials;
  const t0 = Math.max(...trials.map(({ t0HalfWidthMs }) => t0HalfWidthMs));
  return [
    ...seriesTables(result),
    ...(clients.length > 0 ? [...clients, ''] : []),
    textTable([...(first ? [['T0', t0Text(t0, first.delayThresholdMs)]] : []), ...factsOfRun(result)]),
    ...ofEach(flags),
  ];
}

function whatHappened(trials: readonly RunTrialResult[]): string {
  const [first] = trials;
  const name = first?.fault.name ?? '';
  return trials.length > 1 ? `${name} in ${trials.length} trials` : `${name} of ${first?.fault.target}`;
}

/** One column a direction. */
function directionTable(directions: readonly DirectionResult[]): string {
  const row = (title: string, cell: (direction: DirectionResult) => string) => [
    title,
    ...directions.map(cell),
  ];
  const phase = (key: 'detectionMs' | 'convergenceMs' | 'restorationMs') => (direction: DirectionResult) => {
    const milliseconds = direction.phases?.[key];
    return milliseconds == null ? '-' : duration(milliseconds);
  };
  return textTable([
    row('', ({ from, to }) => `${from} to ${to}`),
    row('Flows', ({ flows, ratePerFlow }) => `${flows} x ${ratePerFlow} packets/s`),
    row('Flows per tunnel', flowsPerTunnel),
    row('Flows hit', ({ flowsHit }) => String(flowsHit)),
    row('Outage, median', ({ outagePerFlow }) => outage(outagePerFlow?.median)),
    row('Outage, longest', ({ outagePerFlow }) => outage(outagePerFlow?.max)),
    row('Outage, pooled', (direction) => outage(direction.outage)),
    row('Flows moved', ({ flowSpread }) => (flowSpread ? `${flowSpread.flowsMoved} to another tunnel` : '-')),
    row('Packets lost', ({ packetsLost, packetsSent }) => `${count(packetsLost)} of ${count(packetsSent)}`),
    ...(directions.some(({ packetsLate }) => packetsLate > 0)
      ? [row('Packets late', ({ packetsLate }) => count(packetsLate))]
      : []),
    row('Last flow back', ({ lastFlowBack, flowsHit, flowsNotRecovered }) => {
      if (flowsNotRecovered > 0) return `${flowsNotRecovered} flows are not`;
      return lastFlowBack
        ? `${duration(lastFlowBack.estimateMs)} after T0`
        : flowsHit === 0
          ? 'none was hit'
          : '-';
    }),
    row('  Detection', phase('detectionMs')),
    row('  Convergence', phase('convergenceMs')),
    row('  Restoration', phase('restorationMs')),
    row('Decided by', ({ phases }) => phases?.decidedByText ?? '-'),
    row('Predicted', predictionText),
    row('Second hits', ({ secondHits }) => {
      const { flows, packetsLost, packetsLate, longest } = secondHits;
      return flows === 0
        ? 'none'
        : `${flows} flows: ${packetsLost} lost, ${packetsLate} late, ${outage(longest)}`;
    }),
  ]);
}

/** In the order of the tunnels; a flow through several counts in each. */
function flowsPerTunnel({ flowSpread }: DirectionResult): string {
  return flowSpread ? flowSpread.tunnels.map(({ flows }) => flows).join(' + ') : '-';
}

function outage(value: Outage | null | undefined): string {
  if (!value) return 'none';
  return value.state === 'measured'
    ? bracket(value.estimateMs, value.halfWidthMs)
    : `at least ${duration(value.atLeastMs)}`;
}

/** What there is to say beside the directions, all aligned as one table: of each trial, and of the run. */
function factLines(result: RunResult) {
  const { trials } = result;
  const perTrial = trials.map(({ redundancyRestoredMs: restored, t0HalfWidthMs, delayThresholdMs }) => [
    ['Full redundancy', restored === null ? 'not within the time allowed' : `${duration(restored)} after T0`],
    ['T0', t0Text(t0HalfWidthMs, delayThresholdMs)],
  ]);
  const lines = textTable([...perTrial.flat(), ...factsOfRun(result)]).split('\n');
  return {
    ofTrial: (index: number) => lines.slice(2 * index, 2 * index + 2),
    ofRun: lines.slice(2 * trials.length),
  };
}

const t0Text = (halfWidthMs: number, delayThresholdMs: number): string =>
  `known to ± ${duration(halfWidthMs)}; a packet later than ${duration(delayThresholdMs)} counts as impaired`;

function factsOfRun({ trials, documented, timers, versions }: RunResult): string[][] {
  return [
    ['Documented by Azure', documented.text],
    ['Timers', timersText(timers, trials)],
    [
      'Versions',
      `switchover ${versions.switchover}, strongSwan ${versions.strongswan}, FRR ${versions.frr}, Linux ${versions.kernel}, ${versions.engine}`,
    ],
  ];
}

/** The timers that had a part in it: Azure's documented ones, and those of what noticed, or would have. */
function timersText(timers: RunResult['timers'], trials: readonly RunTrialResult[]): string {
  const { dpd, bgp, healthProbe, siteBfd, takeover } = timers;
  const involved = mechanismsOf(trials);
  const probes = ({ threshold, intervalMs }: typeof siteBfd) => `${threshold} x ${duration(intervalMs)}`;
  return [
    `DPD ${dpd.delaySeconds} s + ${dpd.retransmitTries + 1} x ${dpd.retransmitSeconds} s`,
    `BGP ${bgp.keepaliveSeconds}/${bgp.holdSeconds} s`,
    ...(involved.has('health-probe') ? [`health probe ${probes(healthProbe)}`] : []),
    ...(involved.has('bfd') ? [`BFD in the site ${probes(siteBfd)}`] : []),
    ...(involved.has('takeover')
      ? [`VRRP 3 x ${takeover.advertisementSeconds} s + ${takeoverSkewSeconds(takeover)} s`]
      : []),
    ...awayTexts(trials),
  ].join(', ');
}

function mechanismsOf(trials: readonly RunTrialResult[]): ReadonlySet<string> {
  const directions = trials.flatMap((trial) => trial.directions);
  return new Set(
    directions.flatMap(({ phases, prediction }) => [
      ...(phases?.decidedBy ? [phases.decidedBy] : []),
      ...(prediction?.points.flatMap(({ mechanisms }) => mechanisms.map(({ mechanism }) => mechanism)) ?? []),
    ]),
  );
}

/** Of the times that machines are away those that mattered here: "vnet1gw-0 and vnet1gw-1 away for 60 s". */
function awayTexts(trials: readonly RunTrialResult[]): string[] {
  const nodes = new Map<number, Set<string>>();
  for (const { node, seconds } of trials.flatMap(({ fault }) => fault.away)) {
    nodes.set(seconds, (nodes.get(seconds) ?? new Set()).add(node));
  }
  return [...nodes].map(([seconds, names]) => `${[...names].join(' and ')} away for ${seconds} s`);
}

function flags({ quality }: RunTrialResult): string[] {
  return quality.flags.map(
    ({ severity, message }) => `${severity === 'invalid' ? 'Invalid' : 'Note'}: ${message}.`,
  );
}
