import test from 'ava';
import { parseNodeTimers } from '../../../src/lab/timers/parse-node-timers.ts';

const neighbor = (state: string) => ({
  bgpState: state,
  bgpTimerHoldTimeMsecs: 6000,
  bgpTimerKeepAliveIntervalMsecs: 1000,
});

/** As the nodes of dual-redundancy answered, shortened. */
const answer = [
  '== charon',
  '  retransmit_timeout = 1.2',
  '  retransmit_base = 1.0',
  '  retransmit_tries = 4',
  'list-conn event {vnet1gw-0 {local_addrs=[203.0.113.10] version=IKEv2 unique=UNIQUE_REPLACE dpd_delay=4 local-1 {class=pre-shared key}}}',
  'list-conns reply {}',
  '== charon',
  '  retransmit_timeout = 0.5',
  '  retransmit_tries = 3',
  'list-conn event {vnet1gw-1 {local_addrs=[203.0.113.10] version=IKEv2 local-1 {class=pre-shared key}}}',
  '== bgp',
  JSON.stringify({ '10.12.255.4': neighbor('Established'), '10.12.255.5': neighbor('Active') }, null, 1),
].join('\n');

test('each charon has its own retransmission; a connection without DPD and a session that is down have no timers', (t) => {
  const { dpd, bgp } = parseNodeTimers(answer);
  t.deepEqual([...dpd], [['vnet1gw-0', { delaySeconds: 4, retransmitSeconds: 1.2, retransmitTries: 4 }]]);
  t.deepEqual([...bgp], [['10.12.255.4', { keepaliveSeconds: 1, holdSeconds: 6 }]]);
});

test('of a daemon that does not answer nothing is known', (t) => {
  const { dpd, bgp } = parseNodeTimers('== charon\n== bgp\nFailed to connect to any daemons.\n');
  t.deepEqual([dpd.size, bgp.size], [0, 0]);
});
