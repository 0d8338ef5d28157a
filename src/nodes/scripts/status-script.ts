import type { Charon } from '../ipsec/dataplane.ts';

/**
 * The script that shows what a node has: its security associations, BGP sessions and kernel routes, each under a
 * heading. People may call it as well: `switchover exec NODE /etc/switchover/status`.
 */
export function statusScript(
  charons: readonly Charon[],
  { routing }: { readonly routing: boolean } = { routing: true },
): string {
  return [
    '#!/bin/sh -eu',
    ...charons.flatMap(({ strongswanConf, viciSocket }) => [
      'echo "== tunnels"',
      `STRONGSWAN_CONF=${strongswanConf} swanctl --list-sas --raw --uri unix://${viciSocket}`,
    ]),
    ...(routing ? ['echo "== sessions"', "vtysh -c 'show bgp summary json'"] : []),
    'echo "== routes"',
    'ip -json route show',
    '',
  ].join('\n');
}
