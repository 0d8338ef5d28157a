import { middleOf } from '../../base/bracket.ts';
import type { Observations } from '../../observations/observations.ts';
import type { Design } from '../../topology/design.ts';
import type { PageTunnel } from './page-model.ts';

/** The first packet of a tunnel is reported at once, maybe just before the next second. Over less, a rate is noise. */
const shortestSeconds = 0.5;

/**
 * Packets a second through every tunnel, from the counters of its interface at the end that reported most often: both
 * ends count the same packets, but one of them may have died. A counter that went back belongs to a new machine.
 */
export function tunnelRates(
  { nodeEvents, t0: fault, window }: Pick<Observations, 'nodeEvents' | 't0' | 'window'>,
  { tunnels }: Pick<Design, 'tunnels'>,
): PageTunnel[] {
  const t0 = middleOf(fault);
  const counted = nodeEvents.flatMap((event) =>
    event.kind === 'counters' && event.time >= window.from - 1e9 && event.time <= window.to ? [event] : [],
  );
  const ratesAt = (node: string, device: string): (readonly [number, number])[] => {
    const own = counted.filter((event) => event.node === node && event.interface === device);
    return own.flatMap((event, index) => {
      const before = own[index - 1];
      if (!before) return [];
      const seconds = (event.time - before.time) / 1e9;
      const packets = event.in + event.out - before.in - before.out;
      const at = Math.round((event.time - t0) / 1e6);
      // The counter itself was silent: the machine was away.
      if (seconds > 3) return [[at, 0] as const];
      const isNoise = seconds < shortestSeconds;
      return packets < 0 || isNoise ? [] : [[at, Math.round(packets / seconds)] as const];
    });
  };
  const total = (rates: readonly (readonly [number, number])[]) =>
    rates.reduce((sum, [, rate]) => sum + rate, 0);
  return tunnels.flatMap(({ name, devices }) => {
    const rates = devices
      .map(({ node, device }) => ratesAt(node, device))
      .filter((own) => own.length > 0)
      .sort((a, b) => b.length - a.length || total(b) - total(a));
    return rates[0] ? [{ name, rates: rates[0] }] : [];
  });
}
