import { isWithinBounds } from '../format/bounds.ts';
import type { TimerCondition } from '../format/lesson.ts';
import type { Facts, Found } from './facts.ts';
import { sameName } from './same-name.ts';

const timers = {
  dpdSeconds: 'DPD timeout',
  bgpHoldSeconds: 'BGP hold time',
  bgpKeepaliveSeconds: 'BGP keepalive',
} as const;
const names = ['dpdSeconds', 'bgpHoldSeconds', 'bgpKeepaliveSeconds'] as const;

/** Whether timers of a connection, or of all, run as wanted, at both ends. An end without the timer does not count. */
export function timerFound(wanted: TimerCondition, { timers: running }: Pick<Facts, 'timers'>): Found {
  const own = running.filter(
    ({ connection }) => wanted.connection === 'all' || sameName(wanted.connection, connection),
  );
  const values = names.flatMap((name) => {
    const bounds = wanted[name];
    if (!bounds) return [];
    return own.flatMap(({ connection, end, [name]: value }) =>
      value === null
        ? []
        : [
            {
              isRight: isWithinBounds(value, bounds),
              text: `${timers[name]} of ${connection} on ${end}: ${value} s`,
            },
          ],
    );
  });
  if (values.length === 0) return { holds: false, text: `No such timer of ${wanted.connection} is known.` };
  const wrong = values.filter(({ isRight }) => !isRight);
  const shown = (wrong.length > 0 ? wrong : values).slice(0, 4).map(({ text }) => text);
  return { holds: wrong.length === 0, text: `${shown.join(', ')}.` };
}
