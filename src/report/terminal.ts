import type { DirectionResult } from '../analysis/result.ts';
import type { RunResult, RunTrialResult } from '../analysis/run-result.ts';
import { takeoverSkewSeconds } from '../definition/profile.ts';
import { clientTable } from './client-table.ts';
import { bracket, count, duration } from './quantities.ts';
import { seriesTables } from './series-table.ts';
import { textTable } from './text-table.ts';
import { verdictLines } from './verdict-lines.ts';

type Outage = NonNullable<DirectionResult['outage']>;

/** A run's result as it is printed at the end of a run, and again by `switchover report`. */
export function terminalReport(result: RunResult): string {
  const { run, trials } = result;
  const facts = factLines(result);
  const several = trials.length > 1;
  const repeated = new Set(trials.map(({ fault }) => fault.target)).size < trials.length;
  const heading = ({ fault }: RunTrialResult, index: number) =>
    several ? [`Trial ${index + 1} of ${trials.length}: ${fault.target}`, ''] : [];
  return [
    `${run.lab}: ${whatHappened(trials)}, profile ${run.profile}, ${run.dataplane} ESP`,
    '',
    ...(repeated
      ? seriesTables(result)
      : trials.flatMap((trial, index) => [
          ...heading(trial, index),
          directionTable(trial.directions),
          '',
          ...(trial.clients ? [...clientTable(trial.clients), ''] : []),
          ...facts.ofTrial(index),
          ...(several ? [...flags(trial), ''] : []),
        ])),
    ...facts.ofRun,
    ...(repeated
      ? trials.flatMap((trial, index) => flags(trial).map((flag) => `Trial ${index + 1}: ${flag}`))
      : several
        ? []
        : trials.flatMap(flags)),
    ...verdictLines(result),
    '',
  ].join('\n');
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
    row('Predicted', ({ prediction }) =>
      prediction ? `${duration(prediction.minMs)} to ${duration(prediction.maxMs)}` : '-',
    ),
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
function factLines({ trials, documented, timers, versions }: RunResult) {
  const perTrial = trials.map(({ redundancyRestoredMs: restored, t0HalfWidthMs, delayThresholdMs }) => [
    ['Full redundancy', restored === null ? 'not within the time allowed' : `${duration(restored)} after T0`],
    [
      'T0',
      `known to ± ${duration(t0HalfWidthMs)}; a packet later than ${duration(delayThresholdMs)} counts as impaired`,
    ],
  ]);
  const ofRun = [
    ['Documented by Azure', documented.text],
    ['Timers', timersText(timers, trials)],
    [
      'Versions',
      `switchover ${versions.switchover}, strongSwan ${versions.strongswan}, FRR ${versions.frr}, Linux ${versions.kernel}, ${versions.engine}`,
    ],
  ];
  const lines = textTable([...perTrial.flat(), ...ofRun]).split('\n');
  return {
    ofTrial: (index: number) => lines.slice(2 * index, 2 * index + 2),
    ofRun: lines.slice(2 * trials.length),
  };
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
