import type { DpdTimers } from '../../definition/profile.ts';
import type { TunnelTimers } from '../../topology/tunnel-timers.ts';
import { textTable } from './text-table.ts';

/** The timers of each end of each tunnel, as a table. */
export const timerTable = (timers: readonly TunnelTimers[]): string =>
  textTable([
    ['CONNECTION', 'TUNNEL', 'AT', 'DPD', 'BGP', 'BFD TO ITS SITE'],
    ...timers.flatMap(({ connections, tunnel, ends }) =>
      ends.map(({ name, dpd, dpdSeconds, bgpKeepaliveSeconds, bgpHoldSeconds, bfd }, index) => [
        index === 0 ? connections.join(', ') : '',
        index === 0 ? tunnel : '',
        name,
        dpd === null ? '-' : `${dpdSeconds} s (${divisionOf(dpd)})`,
        bgpHoldSeconds === null ? '-' : `${bgpKeepaliveSeconds}/${bgpHoldSeconds} s`,
        bfd === null ? '-' : `${bfd.threshold} x ${bfd.intervalMs} ms`,
      ]),
    ),
  ]);

const divisionOf = ({ delaySeconds, retransmitSeconds, retransmitTries }: DpdTimers): string =>
  `${delaySeconds} + ${retransmitTries + 1} x ${retransmitSeconds}`;
