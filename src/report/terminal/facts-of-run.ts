import type { TrialResult } from '../../analysis/result.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { typed } from '../../base/command-line.ts';
import { duration } from '../../base/duration.ts';
import { besideAzure, besideAzureText } from '../../definition/azure/bgp.ts';
import { type TakeoverTimers, takeoverSkewSeconds } from '../../definition/profile.ts';
import { documentedText } from '../words/documented-text.ts';
import { dpdText } from '../words/dpd-text.ts';
import { rangeText } from '../words/quantities.ts';

/** How well the moment of the fault is known. */
export function t0Text(trials: readonly Pick<TrialResult, 'events' | 'delayThresholdMs'>[]): string {
  const halfWidthMs = Math.max(...trials.map(({ events }) => events[0]?.at.halfWidthMs ?? 0));
  const delayThresholdMs = Math.max(...trials.map((trial) => trial.delayThresholdMs));
  return `known to ± ${duration(halfWidthMs)}; a packet later than ${duration(delayThresholdMs)} counts as impaired`;
}

/** When every tunnel, session and next hop was back, or what was missing at the end. */
export function redundancyText({
  redundancyRestoredMs: restoredMs,
  stillMissing,
}: Pick<TrialResult, 'redundancyRestoredMs' | 'stillMissing'>): string {
  if (restoredMs === null) {
    const missing = stillMissing ? `; missing: ${stillMissing.what}` : '';
    const because = (stillMissing?.because ?? []).map((reason) => `. ${reason}`).join('');
    return `not within the time allowed${missing}${because}`;
  }
  return restoredMs === 0 ? 'never lost' : `${duration(restoredMs)} after T0`;
}

/** What is the same for all trials of a run: titles and texts. */
export function factsOfRun(result: RunResult): string[][] {
  const { versions, calibration, run } = result;
  return [
    ...(run.broughtUpBy === undefined ? [] : [['Lab', `up already, brought up by ${run.broughtUpBy}`]]),
    ['Documented by Azure', documentedText(result)],
    ['Timers', timersText(result)],
    ...azureTimersRow(result),
    ['Calibrated', calibrationText(calibration)],
    [
      'Versions',
      `switchover ${versions.switchover}, strongSwan ${versions.strongswan}, FRR ${versions.frr}, Linux ${versions.kernel}, ${versions.engine}`,
    ],
  ];
}

/** What Azure would make of BGP timers that somebody chose; the profile fast has short ones anyway. */
function azureTimersRow({ timers }: RunResult): string[][] {
  const beside = timers.origins.bgp.whose === 'yours' ? besideAzure(timers.bgp) : undefined;
  if (!beside) return [];
  const { keepaliveSeconds, holdSeconds } = timers.bgp;
  return [
    [
      'On Azure',
      `BGP ${keepaliveSeconds}/${holdSeconds} s ${beside === 'flaps' ? '' : 'is not possible: '}${besideAzureText[beside]}; FRR negotiates, so a lab cannot show it`,
    ],
  ];
}

/** The timers that mattered: DPD and BGP always, and those of every mechanism that noticed or was predicted to. */
function timersText({ timers, connections, pairs = [], trials }: RunResult): string {
  const { bgp, healthProbe, siteBfd, takeover } = timers;
  const involved = mechanismsOf(trials);
  const probes = ({ threshold, intervalMs }: typeof siteBfd) => `${threshold} x ${duration(intervalMs)}`;
  return [
    `DPD ${dpdText(connections)}`,
    `BGP ${bgp.keepaliveSeconds}/${bgp.holdSeconds} s`,
    ...(involved.has('health-probe') ? [`health probe ${probes(healthProbe)}`] : []),
    ...(involved.has('bfd') ? [`BFD in the site ${probes(siteBfd)}`] : []),
    ...(involved.has('takeover') && takeoversOfGateways(trials, pairs) ? [vrrpText(takeover)] : []),
    ...pairs.map((pair) => `${vrrpText(pair.takeover)} (${pair.name})`),
    ...awayTexts(trials),
  ].join(', ');
}

const vrrpText = (takeover: TakeoverTimers): string =>
  `VRRP 3 x ${takeover.advertisementSeconds} s + ${Number(takeoverSkewSeconds(takeover).toFixed(2))} s`;

/** Whether the addresses of a gateway moved, or should have: those of a pair of devices have numbers of their own. */
function takeoversOfGateways(
  trials: readonly TrialResult[],
  pairs: NonNullable<RunResult['pairs']>,
): boolean {
  const ofPairs = new Set(pairs.flatMap(({ nodes }) => nodes));
  const figures = trials.flatMap(({ events }) => events.flatMap((event) => event.figures));
  return (
    pairs.length === 0 ||
    figures
      .flatMap(({ phases, prediction }) => [
        phases?.decidedBy,
        ...(prediction?.points.map(({ decidedBy }) => decidedBy) ?? []),
      ])
      .some((decision) => decision?.mechanism === 'takeover' && !ofPairs.has(decision.node))
  );
}

function mechanismsOf(trials: readonly TrialResult[]): ReadonlySet<string> {
  const figures = trials.flatMap(({ events }) => events.flatMap((event) => event.figures));
  return new Set(
    figures.flatMap(({ phases, prediction }) => [
      ...(phases?.decidedBy ? [phases.decidedBy.mechanism] : []),
      ...(prediction?.points.flatMap(({ mechanisms }) => mechanisms.map(({ mechanism }) => mechanism)) ?? []),
    ]),
  );
}

/** How long machines were away: "vnet1gw-0 away for 6.38 s (planned 6 s)"; of several trials "6.38 s to 6.41 s". */
function awayTexts(trials: readonly TrialResult[]): string[] {
  const all = trials.flatMap(({ events }) => events.flatMap(({ away }) => away));
  return [...new Set(all.map(({ node }) => node))].map((name) => {
    const own = all.filter(({ node }) => node === name);
    const planned = [...new Set(own.map(({ plannedSeconds }) => `${plannedSeconds} s`))].join(' or ');
    const seen = own.flatMap(({ awayMs }) => awayMs ?? []);
    if (seen.length === 0) return `${name} planned to be away for ${planned}, and not seen to return`;
    const missing = own.length - seen.length;
    const notSeen = missing === 0 ? '' : `, not seen to return in ${missing} of ${own.length}`;
    return `${name} away for ${rangeText(seen)} (planned ${planned})${notSeen}`;
  });
}

/** How far the figures can be trusted: what the latest calibration of this machine measured. */
function calibrationText(calibration: RunResult['calibration']): string {
  if (!calibration) return `not on this machine (${typed('calibrate')})`;
  const { startedAt, flows, rate, worstErrorMs, undisturbedSeconds, falseOutages, metTarget } = calibration;
  const target = metTarget ? '' : ', which missed its target';
  return `${startedAt.slice(0, 'yyyy-mm-dd'.length)} with ${flows} x ${rate} packets/s: outages known to ${duration(worstErrorMs)}, ${falseOutages} false ones in ${undisturbedSeconds.toFixed(0)} s${target}`;
}
