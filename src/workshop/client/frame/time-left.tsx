import type { ActiveFault } from '../../../lab/snapshot/snapshot.ts';
import { engineNow } from '../state/store.ts';

/** "12 s left", "until healed". */
export function TimeLeft({ fault }: { readonly fault: Pick<ActiveFault, 'endsAt'> }) {
  return <span class="time-left">{timeLeftText(fault.endsAt, engineNow.value)}</span>;
}

export function timeLeftText(endsAt: string | null, nowMs: number): string {
  if (endsAt === null) return 'until healed';
  const seconds = Math.max(0, Math.ceil((Date.parse(endsAt) - nowMs) / 1000));
  if (seconds === 0) return 'ending';
  return seconds < 120 ? `${seconds} s left` : `${Math.ceil(seconds / 60)} min left`;
}
