import { type DirectionResult, restsOnAssumption } from '../../analysis/direction-results.ts';
import { isLonger } from '../../analysis/outages/longest-outage.ts';
import { outageText } from './outage-text.ts';

/** The longest outage of all events, and where it is when that is not plain: "3.40 s ± 10 ms (event 2, a second hit)". */
export function headlineText(direction: DirectionResult, hasSeveral: boolean): string {
  const remarks = headlineRemarks(direction, hasSeveral);
  return outageText(direction.longestOutage) + (remarks.length === 0 ? '' : ` (${remarks.join(', ')})`);
}

/** Which of several events the longest outage belongs to, and whether it is a second hit, or rests on an assumption. */
export const headlineRemarks = (direction: DirectionResult, hasSeveral: boolean): readonly string[] => [
  ...(hasSeveral && direction.longestOutage ? [`event ${direction.event + 1}`] : []),
  ...(isSecondHit(direction) ? ['a second hit'] : []),
  ...(restsOnAssumption(direction) ? ['rests on an assumption'] : []),
];

/** Whether the longest outage is a second hit, and not the outage that phases and prediction are about. */
export const isSecondHit = ({
  longestOutage,
  outage,
}: Pick<DirectionResult, 'longestOutage' | 'outage'>): boolean => isLonger(longestOutage, outage);
