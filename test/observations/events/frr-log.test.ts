import test from 'ava';
import { refusesLine } from '../../../src/observations/events/frr-log.ts';

test('lines with which FRR refuses a part of its configuration, and others', (t) => {
  const refuses = (text: string) => refusesLine({ program: 'bgpd', text });
  t.true(refuses('[SHWNK-NWT5S][EC 100663304] No such command on config line 8:  nonsense here'));
  t.true(
    refuses(
      '[SHWNK-NWT5S][EC 100663304] Command returned Incomplete on config line 10: ip nht bgp route-map',
    ),
  );
  t.true(refuses('[TFK9X-7N1Q8] vty_read_file_finish: failed to read configuration file: generic error (x)'));
  // mgmtd reads the files of all daemons that it serves, and says so of those that are not there.
  t.false(
    refuses(
      "[VDWX6-W8CNF][EC 100663304] vty_open_config: can't open configuration file [/etc/frr//ripd.conf]",
    ),
  );
  t.false(
    refuses(
      '[PXVXG-TFNNT] %ADJCHANGE: neighbor 10.12.255.4(vnet1gw-0) in vrf default Down No path to specified Neighbor',
    ),
  );
});
