import type { EventFigures } from '../../analysis/events/event-figures.ts';
import type { Outage } from '../../analysis/outages/outage.ts';
import { counted } from '../../base/counted.ts';
import { duration } from '../../base/duration.ts';
import { bracket } from './quantities.ts';

/** "852 ms ± 2.2 ms", "at least 15.0 s", "none". */
export function outageText(value: Outage | null | undefined): string {
  if (!value) return 'none';
  return value.state === 'measured'
    ? bracket(value.estimateMs, value.halfWidthMs)
    : `at least ${duration(value.atLeastMs)}`;
}

/** "4 flows: 160 lost, 0 late, 400 ms ± 10 ms". */
export function secondHitsText({ secondHits }: Pick<EventFigures, 'secondHits'>): string {
  const { flows, packetsLost, packetsLate, longest } = secondHits;
  return flows === 0
    ? 'none'
    : `${counted(flows, 'flow')}: ${packetsLost} lost, ${packetsLate} late, ${outageText(longest)}`;
}
