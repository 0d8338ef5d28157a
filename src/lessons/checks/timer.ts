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
export function timerFound(wanted: TimerCondition, { snapshot }: Pick<Facts, 'snapshot'>): Found {
  const own = snapshot.timers
    .filter(
      ({ connections }) =>
        wanted.connection === 'all' || connections.some((name) => sameName(wanted.connection, name)),
    )
    .flatMap(({ tunnel, ends }) => ends.map((end) => ({ ...end, tunnel })));
  const values = names.flatMap((name) => {
    const bounds = wanted[name];
    if (!bounds) return [];
    return own.flatMap(({ tunnel, name: end, [name]: value }) =>
      value === null
        ? []
        : [
            {
              isRight: isWithinBounds(value, bounds),
              text: `${timers[name]} of ${tunnel} on ${end}: ${value} s`,
            },
          ],
    );
  });
  if (values.length === 0) return { holds: false, text: `No such timer of ${wanted.connection} is known.` };
  const wrong = values.filter(({ isRight }) => !isRight);
  const shown = (wrong.length > 0 ? wrong : values).slice(0, 4).map(({ text }) => text);
  return { holds: wrong.length === 0, text: `${shown.join(', ')}.` };
}
