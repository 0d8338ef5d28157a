import type { FloatingAddresses } from '../../topology/topology.ts';
import { type Charon, connectionsOf } from '../ipsec/dataplane.ts';
import { retriedBy, stopRetrying } from './retry-script.ts';
import { close } from './role-script.ts';

/**
 * The script that takes a node out of service cleanly: its BGP neighbours get a NOTIFICATION (administrative
 * shutdown), its IKE peers a DELETE, and its sibling hears by VRRP that the addresses are free. It returns when it has
 * told all of them.
 */
export function drainScript(
  asn: number,
  charons: readonly Charon[],
  floating: readonly FloatingAddresses[],
): string {
  return [
    '#!/bin/sh -eu',
    '# A dead bgpd has nobody to tell.',
    'if pgrep -x bgpd >/dev/null; then',
    `  vtysh -c 'configure terminal' -c 'router bgp ${asn}' -c 'bgp shutdown'`,
    `  while vtysh -c 'show bgp summary json' | grep -q '"state":"Established"'; do sleep 0.01; done`,
    'fi',
    ...(retriedBy(charons).length > 0 ? [stopRetrying] : []),
    ...charons.flatMap((charon) => connectionsOf(charon).map((connection) => close(charon, connection))),
    ...(floating.length > 0
      ? [
          'keepalived=$(cat /run/keepalived.pid)',
          'kill "$keepalived"',
          'while test -d "/proc/$keepalived"; do sleep 0.01; done',
        ]
      : []),
    '',
  ].join('\n');
}
