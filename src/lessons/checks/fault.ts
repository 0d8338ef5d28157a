import type { FaultCondition } from '../format/lesson.ts';
import type { Facts, Found } from './facts.ts';
import { fitsFault, wantedText } from './fits-fault.ts';

/**
 * Whether a fault was applied since the task began, is active now, or was healed in this lesson.
 *
 * @param since when the task began
 */
export function faultFound(
  { name, state, ...rest }: FaultCondition,
  { snapshot, faults }: Pick<Facts, 'snapshot' | 'faults'>,
  since: number,
): Found {
  const wanted = { ...rest, fault: name };
  const logged = faults.filter((one) => fitsFault(wanted, one));
  const activeBefore = (id: string) => faults.find((one) => one.id === id)?.activeBefore ?? [];
  const isActive = snapshot.faults.some((one) =>
    fitsFault(wanted, { ...one, activeBefore: activeBefore(one.id) }),
  );
  const text = wantedText(wanted);
  const said = (holds: boolean, yes: string, no: string): Found => ({
    holds,
    text: `${capitalised(text)} ${holds ? yes : no}.`,
  });
  switch (state) {
    case 'applied':
      return said(
        logged.some(({ at, isOfStart }) => at >= since && !isOfStart),
        'was applied',
        'was not applied yet',
      );
    case 'active':
      return said(isActive, 'is active', 'is not active now');
    case 'healed':
      return said(
        !isActive && logged.some(({ endedAt }) => endedAt !== null),
        'is healed',
        isActive ? 'is still active' : 'was not there yet',
      );
  }
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
