import test from 'ava';
import { tunnelTimers, tunnelTimersSchema } from '../../src/topology/tunnel-timers.ts';
import { labTopology } from './lab-topology.ts';

test('each end of a tunnel has its DPD timeout, the BGP timers that both agree on, and the BFD of its site', (t) => {
  const [first, ...others] = tunnelTimers(labTopology('dual-redundancy'));
  t.is(others.length, 3);
  t.like(first, { tunnel: 'vnet1gw-0--device1', connections: ['VNet1toSite5_1'] });
  t.like(first?.ends[0], {
    name: 'vnet1gw-0',
    side: 'azure',
    bgpHoldSeconds: 9,
    bgpKeepaliveSeconds: 3,
    bfd: null,
  });
  t.like(first?.ends[1], {
    ...{ name: 'device1', side: 'device', dpdSeconds: 3 },
    bfd: { intervalMs: 300, threshold: 3 },
  });
  t.deepEqual(tunnelTimersSchema.parse(first), first);
});

test('a tunnel without BGP has no BGP timers', (t) => {
  const ends = tunnelTimers(labTopology('active-active-static')).flatMap((tunnel) => tunnel.ends);
  t.true(ends.length > 0 && ends.every(({ bgpHoldSeconds }) => bgpHoldSeconds === null));
});
