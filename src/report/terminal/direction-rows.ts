import type { DirectionResult } from '../../analysis/direction-results.ts';
import type { Outage } from '../../analysis/outages/outage.ts';
import { decidedByText } from '../../analysis/recovery/phases.ts';
import { bracket, count, duration } from '../words/quantities.ts';
import { withoutRepairText } from '../words/without-repair-text.ts';
import { predictionText } from './series-table.ts';

/** A trial's figures as rows: the title first, then one column for each direction. */
export function directionRows(directions: readonly DirectionResult[]): string[][] {
  const row = (title: string, cell: (direction: DirectionResult) => string) => [
    title,
    ...directions.map(cell),
  ];
  const phase = (key: 'detectionMs' | 'convergenceMs' | 'restorationMs') => (direction: DirectionResult) => {
    const milliseconds = direction.phases?.[key];
    if (milliseconds == null) return '-';
    return key === 'detectionMs' && milliseconds === 0 ? 'at T0' : duration(milliseconds);
  };
  return [
    row('', ({ from, to }) => `${from} to ${to}`),
    row('Flows', ({ flows, ratePerFlow }) => `${flows} x ${ratePerFlow} packets/s`),
    row('Flows per tunnel', flowsPerTunnel),
    row('All tunnels used', allUsedText),
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
    row('Decided by', ({ phases }) => (phases ? decidedByText(phases) : '-')),
    ...(directions.some(({ withoutRepair }) => withoutRepair)
      ? [row('Without the repair', (direction) => withoutRepairText(direction) ?? 'the same')]
      : []),
    row('Predicted', predictionText),
    row('Second hits', ({ secondHits }) => {
      const { flows, packetsLost, packetsLate, longest } = secondHits;
      return flows === 0
        ? 'none'
        : `${flows} flows: ${packetsLost} lost, ${packetsLate} late, ${outage(longest)}`;
    }),
    ...(directions.some(({ connections }) => connections)
      ? [row('TCP connections', connectionsText), row('TCP stall, longest', stallText)]
      : []),
  ];
}

/** "8 opened, all survived", or why not. */
function connectionsText({ connections }: DirectionResult): string {
  if (!connections) return '-';
  const { opened, survived, reset, timedOut, failed } = connections;
  const lost = [
    ...(reset > 0 ? [`${reset} reset`] : []),
    ...(timedOut > 0 ? [`${timedOut} timed out`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return survived === opened ? `${opened} opened, all survived` : `${opened} opened, ${lost.join(', ')}`;
}

function stallText({ connections }: DirectionResult): string {
  if (!connections || connections.longestStallMs === null) return 'none';
  const { longestStallMs, stillStalled, stalled, predictedStallMs } = connections;
  const still = stillStalled > 0 ? `, ${stillStalled} for good` : '';
  const predicted = predictedStallMs === null ? '' : `, predicted about ${duration(predictedStallMs)}`;
  return `${duration(longestStallMs)} (${stalled} stalled${still}${predicted})`;
}

/** All tunnels were in use; the probability says how likely that is with so many flows. */
function allUsedText({ flowSpread }: DirectionResult): string {
  if (!flowSpread) return '-';
  const percent = 100 * flowSpread.probabilityAllUsed;
  return `yes; by chance ${percent > 99.99 ? '> 99.99' : percent.toFixed(percent > 99 ? 2 : 0)} %`;
}

/** In the order of the tunnels. A flow through several counts in each. */
function flowsPerTunnel({ flowSpread }: DirectionResult): string {
  return flowSpread ? flowSpread.tunnels.map(({ flows }) => flows).join(' + ') : '-';
}

function outage(value: Outage | null | undefined): string {
  if (!value) return 'none';
  return value.state === 'measured'
    ? bracket(value.estimateMs, value.halfWidthMs)
    : `at least ${duration(value.atLeastMs)}`;
}
