import { type DirectionResult, directionResults } from '../../analysis/direction-results.ts';
import type { Comparison } from '../../analysis/prediction/comparison.ts';
import { decidedByText } from '../../analysis/recovery/phases.ts';
import type { TrialResult } from '../../analysis/result.ts';
import { counted } from '../../base/counted.ts';
import { duration } from '../../base/duration.ts';
import { listed } from '../../base/listed.ts';
import { headlineText } from '../words/headline-text.ts';
import { bulkText, largePacketsText } from '../words/large-packets-text.ts';
import { outageText, secondHitsText } from '../words/outage-text.ts';
import { count, rangeText } from '../words/quantities.ts';
import { withoutRepairText } from '../words/without-repair-text.ts';
import { predictionText } from './series-table.ts';

/**
 * A trial's figures as rows: the title first, then one column for each direction. Of several events only the totals are
 * here; `eventRows` has what each of them did.
 */
export function directionRows(trial: Pick<TrialResult, 'pairs' | 'events'>): string[][] {
  const directions = directionResults(trial);
  const hasSeveral = trial.events.length > 1;
  const row = rowOf(directions);
  return [
    row('', ({ from, to }) => `${from} to ${to}`),
    row('Outage, longest', (direction) => headlineText(direction, hasSeveral)),
    ...(hasSeveral
      ? []
      : [
          row('  of a flow, median', ({ outagePerFlow }) => outageText(outagePerFlow?.median)),
          row('  of a flow, longest', ({ outagePerFlow }) => outageText(outagePerFlow?.max)),
        ]),
    row('Flows hit', ({ flowsHitByAnyEvent, flows }) => `${flowsHitByAnyEvent} of ${flows}`),
    row('Flows', ({ flows, ratePerFlow }) => `${flows} x ${ratePerFlow} packets/s`),
    ...tunnelRows(directions),
    row('All tunnels used', allUsedText),
    row('Flows moved', ({ flowSpread }) => (flowSpread ? `${flowSpread.flowsMoved} to another tunnel` : '-')),
    ...takenOverRows(directions),
    row('Packets lost', ({ packetsLost, packetsSent }) => `${count(packetsLost)} of ${count(packetsSent)}`),
    ...(directions.some(({ packetsLate }) => packetsLate > 0)
      ? [row('Packets late', ({ packetsLate }) => count(packetsLate))]
      : []),
    ...(hasSeveral ? [] : recoveryRows(directions)),
    ...largeRows(directions),
    ...(directions.some(({ connections }) => connections)
      ? [
          row('TCP connections', connectionsText),
          row('TCP stall, longest', stallText),
          ...wayRows(directions),
        ]
      : []),
  ];
}

/** What a fault does that the flows do not notice. */
function largeRows(directions: readonly DirectionResult[]): string[][] {
  const [first] = directions.flatMap(({ large }) => large ?? []);
  if (!first) return [];
  const row = rowOf(directions);
  return [
    row(`Packets of ${first.bytes} bytes`, ({ large }) => (large ? largePacketsText(large) : '-')),
    row('Bulk TCP', ({ large }) => (large ? bulkText(large) : '-')),
  ];
}

/** How each direction recovered from the only event. */
function recoveryRows(directions: readonly DirectionResult[]): string[][] {
  const row = rowOf(directions);
  const phase = (key: 'detectionMs' | 'convergenceMs' | 'restorationMs') => (direction: DirectionResult) => {
    const milliseconds = direction.phases?.[key];
    if (milliseconds == null) return '-';
    if (key !== 'detectionMs') return duration(milliseconds);
    const repaired = direction.phases?.decidedBy?.mechanism === 'repair' ? ' (repair)' : '';
    return milliseconds === 0 ? 'at T0' : duration(milliseconds) + repaired;
  };
  return [
    row('Last flow back', ({ lastFlowBack, flowsHit, flowsNotRecovered }) => {
      if (flowsNotRecovered > 0)
        return `${counted(flowsNotRecovered, 'flow')} ${flowsNotRecovered === 1 ? 'is' : 'are'} not`;
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
    row('Predicted', (direction) => predictionText(direction) + outsideText(direction)),
    row('Second hits', secondHitsText),
  ];
}

const rowOf =
  (directions: readonly DirectionResult[]) =>
  (title: string, cell: (direction: DirectionResult) => string): string[] => [title, ...directions.map(cell)];

/** Marks a prediction that the measurement beside it does not keep to; a note says why. */
function outsideText({ comparison }: DirectionResult): string {
  const mark = markOf(comparison);
  return mark === undefined ? '' : ` (${mark})`;
}

function markOf({ verdict }: Comparison): string | undefined {
  if (verdict === 'longer') return 'took longer';
  return verdict === 'shorter' ? 'took less' : undefined;
}

/** "8 opened, all survived", or why not. */
function connectionsText({ connections }: DirectionResult): string {
  if (!connections) return '-';
  const { opened, survived, reset, timedOut, failed, stillStalled } = connections;
  const lost = [
    ...(reset > 0 ? [`${reset} reset`] : []),
    ...(timedOut > 0 ? [`${timedOut} timed out`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(stillStalled > 0 ? [`${stillStalled} not back when the run ended`] : []),
  ];
  return survived === opened ? `${opened} opened, all survived` : `${opened} opened, ${lost.join(', ')}`;
}

/** How many connections came back over another device; stateful devices would drop them. */
function wayRows(directions: readonly DirectionResult[]): string[][] {
  if (!directions.some(({ connections }) => connections?.ways)) return [];
  return [
    rowOf(directions)('TCP back over another device', ({ connections }) =>
      connections?.ways ? `${connections.ways.overAnotherDevice} of ${connections.ways.seen} tried` : '-',
    ),
  ];
}

function stallText({ connections }: DirectionResult): string {
  if (!connections || connections.longestStallMs === null) return 'none';
  const { longestStallMs, stalled, predictedStall, stallComparison, nextTryMs } = connections;
  const still = nextTryMs === null ? '' : `, TCP would try again ${duration(nextTryMs)} after the run`;
  const mark = stallComparison && markOf(stallComparison);
  const predicted =
    predictedStall === null || predictedStall.maxMs === 0
      ? ''
      : `, predicted ${rangeText([predictedStall.minMs, predictedStall.maxMs])}${mark === undefined ? '' : `: ${mark}`}`;
  return `${duration(longestStallMs)} (${stalled} stalled${still}${predicted})`;
}

/** Whether every tunnel was in use, and how likely that is by chance with so many flows. */
function allUsedText({ flowSpread }: DirectionResult): string {
  if (!flowSpread) return '-';
  const percent = 100 * flowSpread.probabilityAllUsed;
  const unused = flowSpread.tunnels.filter(({ flows }) => flows === 0);
  // Without flows a tunnel is not in the measurement: an outage in it would go unnoticed.
  if (unused.length > 0)
    return `all but ${listed(
      unused.map(({ tunnel }) => tunnel),
      mostUnusedNamed,
    )}`;
  return `yes; by chance ${percent > 99.99 ? '> 99.99' : percent.toFixed(percent > 99 ? 2 : 0)} %`;
}

/** So many names fit into a cell. */
const mostUnusedNamed = 3;

/** More tunnels than this are only counted: the rest of the figures would be out of sight. */
const mostTunnelRows = 16;

/** A row for each tunnel with the flows that it carried before the fault. A flow through several counts in each. */
function tunnelRows(directions: readonly DirectionResult[]): string[][] {
  const row = rowOf(directions);
  const names = [
    ...new Set(directions.flatMap(({ flowSpread }) => flowSpread?.tunnels ?? []).map(({ tunnel }) => tunnel)),
  ];
  if (names.length === 0) return [];
  if (names.length > mostTunnelRows) return [row('Flows per tunnel', spreadText)];
  return [
    row('Flows per tunnel', () => ''),
    ...names.map((name) =>
      row(`  ${name}`, ({ flowSpread }) => {
        const own = flowSpread?.tunnels.find(({ tunnel }) => tunnel === name);
        return own ? String(own.flows) : '-';
      }),
    ),
  ];
}

/** The tunnels that carried no flow before the fault, and packets after it: the way over another network or region. */
function takenOverRows(directions: readonly DirectionResult[]): string[][] {
  const takenOver = ({ flowSpread }: DirectionResult) =>
    (flowSpread?.tunnels ?? [])
      .filter(({ flows, packetsBefore, packetsAfter }) => flows === 0 && packetsAfter > packetsBefore)
      .map(({ tunnel }) => tunnel);
  if (directions.every((direction) => takenOver(direction).length === 0)) return [];
  return [
    rowOf(directions)('  over tunnels unused before', (direction) => {
      const names = takenOver(direction);
      return names.length === 0 ? 'none' : listed(names, mostUnusedNamed);
    }),
  ];
}

/** "0 to 3 in each of 100". */
function spreadText({ flowSpread }: DirectionResult): string {
  if (!flowSpread) return '-';
  const flows = flowSpread.tunnels.map((tunnel) => tunnel.flows);
  return `${Math.min(...flows)} to ${Math.max(...flows)} in each of ${flows.length}`;
}
