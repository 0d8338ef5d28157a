import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { TimerChange } from '../definition/change-timers.ts';
import { dpdTimeoutRange } from '../definition/timers.ts';
import { bgpTimers, wholeNumber } from './option-values.ts';

/** `ToSite dpd=10 bgp=3/9`: a connection or `all`, and its timers, each once and in any order. Nothing: no change. */
export function timerWords(word: string, before: Partial<TimerChange> = {}): Partial<TimerChange> {
  const [, timer, value = ''] = /^(\w+)=(.*)$/s.exec(word) ?? [];
  if (timer === undefined && before.connection === undefined) return { ...before, connection: word };
  if (timer === 'dpd' && before.dpdTimeoutSeconds === undefined) {
    const seconds = wholeNumber(dpdTimeoutRange.least, dpdTimeoutRange.most)(value);
    return { ...before, dpdTimeoutSeconds: seconds };
  }
  if (timer === 'bgp' && !before.bgp) return { ...before, bgp: bgpTimers(value) };
  throw new InvalidArgumentError(
    'It must be a connection or all, and dpd= or bgp= with values, such as dpd=10 bgp=3/9, each once.',
  );
}
