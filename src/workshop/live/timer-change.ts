import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { TimerChange } from '../../definition/change-timers.ts';
import type { TimerRequest } from '../protocol/requests.ts';

/**
 * The timers of a request, in the notation of the command line: `dpd: '10'`, `bgp: '3/9'`. Whether a lab can have them is
 * not looked at.
 *
 * @throws SwitchoverError (wrong-input) for another timer, or another notation
 */
export function timerChangeOf({ connection, changes }: TimerRequest): TimerChange {
  const { dpd, bgp, ...others } = changes;
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw new SwitchoverError('wrong-input', `There is no timer "${other}". The timers are dpd and bgp.`);
  return {
    connection,
    ...(dpd !== undefined && { dpdTimeoutSeconds: whole(dpd, 'dpd=10') }),
    ...(bgp !== undefined && { bgp: bgpOf(bgp) }),
  };
}

export const timersText = ({ connection, changes }: TimerRequest): string =>
  `Timers of ${connection}: ${Object.entries(changes)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')}`;

function bgpOf(text: string): NonNullable<TimerChange['bgp']> {
  const [keepalive = '', hold = '', ...more] = text.split('/');
  if (more.length > 0) throw notWhole(text, 'bgp=3/9');
  return { keepaliveSeconds: whole(keepalive, 'bgp=3/9'), holdSeconds: whole(hold, 'bgp=3/9') };
}

function whole(text: string, example: string): number {
  if (!/^\d{1,5}$/.test(text)) throw notWhole(text, example);
  return Number(text);
}

const notWhole = (text: string, example: string) =>
  new SwitchoverError('wrong-input', `"${text}" is not a time in whole seconds, as in ${example}.`);
