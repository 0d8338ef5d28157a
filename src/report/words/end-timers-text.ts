import type { EndTimers } from '../../topology/tunnel-timers.ts';

/** The timers of one end of a tunnel, for people: "DPD 10 s, BGP 3/9 s, BFD 3 x 300 ms to its site". */
export const endTimersText = (end: EndTimers): string => {
  const { bgpKeepaliveSeconds: keepalive, bgpHoldSeconds: hold, bfd } = end;
  return [
    end.dpdSeconds === null ? 'no DPD' : `DPD ${end.dpdSeconds} s`,
    ...(hold === null ? [] : [`BGP ${keepalive}/${hold} s`]),
    ...(bfd === null ? [] : [`BFD ${bfd.threshold} x ${bfd.intervalMs} ms to its site`]),
  ].join(', ');
};
