import type { DirectionResult } from '../analysis/result.ts';
import type { RunResult } from '../analysis/run-result.ts';
import { bracket, count, duration } from './quantities.ts';
import { textTable } from './text-table.ts';

type Outage = NonNullable<DirectionResult['outage']>;

/** A run's result as it is printed at the end of a run, and again by `switchover report`. */
export function terminalReport(result: RunResult): string {
  const { run, trial } = result;
  return [
    `${run.lab}: ${trial.fault.name} of ${trial.fault.target}, profile ${run.profile}, ${run.dataplane} ESP`,
    '',
    directionTable(trial.directions),
    '',
    ...whole(result),
    ...flags(result),
    '',
  ].join('\n');
}

const titles: Readonly<Record<DirectionResult['name'], string>> = {
  'azure-to-site': 'Azure to site',
  'site-to-azure': 'site to Azure',
};

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
    row('', ({ name }) => titles[name]),
    row('Flows', ({ flows, ratePerFlow }) => `${flows} x ${ratePerFlow} packets/s`),
    row('Flows hit', ({ flowsHit }) => String(flowsHit)),
    row('Outage, median', ({ outagePerFlow }) => outage(outagePerFlow?.median)),
    row('Outage, longest', ({ outagePerFlow }) => outage(outagePerFlow?.max)),
    row('Outage, pooled', (direction) => outage(direction.outage)),
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

function outage(value: Outage | null | undefined): string {
  if (!value) return 'none';
  return value.state === 'measured'
    ? bracket(value.estimateMs, value.halfWidthMs)
    : `at least ${duration(value.atLeastMs)}`;
}

function whole({ trial, documented, timers, versions }: RunResult): string[] {
  const restored = trial.redundancyRestoredMs;
  return textTable([
    ['Full redundancy', restored === null ? 'not within the time allowed' : `${duration(restored)} after T0`],
    ['Documented by Azure', documented.text],
    ['Timers', timersText(timers)],
    [
      'T0',
      `known to ± ${duration(trial.t0HalfWidthMs)}; a packet later than ${duration(trial.delayThresholdMs)} counts as impaired`,
    ],
    [
      'Versions',
      `switchover ${versions.switchover}, strongSwan ${versions.strongswan}, FRR ${versions.frr}, Linux ${versions.kernel}, ${versions.engine}`,
    ],
  ]).split('\n');
}

function timersText(timers: RunResult['timers']): string {
  const { dpd, bgp, healthProbe, siteBfd, replacementSeconds, deviceRestartSeconds } = timers;
  return [
    `DPD ${dpd.delaySeconds} s + ${dpd.retransmitTries + 1} x ${dpd.retransmitSeconds} s`,
    `BGP ${bgp.keepaliveSeconds}/${bgp.holdSeconds} s`,
    `health probe ${healthProbe.threshold} x ${duration(healthProbe.intervalMs)}`,
    `BFD in the site ${siteBfd.threshold} x ${duration(siteBfd.intervalMs)}`,
    `replacement after ${replacementSeconds} s, device back after ${deviceRestartSeconds} s`,
  ].join(', ');
}

function flags({ trial }: RunResult): string[] {
  return trial.quality.flags.map(
    ({ severity, message }) => `${severity === 'invalid' ? 'Invalid' : 'Note'}: ${message}.`,
  );
}
