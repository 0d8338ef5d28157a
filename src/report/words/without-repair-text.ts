import type { EventFigures } from '../../analysis/events/event-figures.ts';
import { duration } from '../../base/duration.ts';

/** "never (no other path)", "longer than 12.1 s"; undefined where the repair made no difference. */
export function withoutRepairText({
  withoutRepair: without,
}: Pick<EventFigures, 'withoutRepair'>): string | undefined {
  if (without === null) return undefined;
  return without.outcome === 'never'
    ? `never (${without.reason})`
    : `longer than ${duration(without.thanMs)}`;
}
