import type { LocalTunnel } from '../../../topology/find.ts';
import { staticRoutesInto } from '../../frr/static-routes.ts';
import { waitForFunction } from '../../scripts/start-script.ts';

const countFile = '/run/updown-';

/** A killed charon reports no end of its SAs; the next one begins without any. */
export const forgetSas = `rm -f ${countFile}*`;

/**
 * The script that charon calls when a tunnel comes up or goes down (also when dead peer detection gives it up). The
 * tunnel's device has the addresses of the two BGP speakers only while the tunnel is up. So all routes learned from a
 * peer behind a dead tunnel are withdrawn at once, not when the BGP hold time ends.
 *
 * With a device's last address the kernel drops the routes over it, and says nothing. zebra looks at what has changed
 * 10 ms after the first change. An address that is back by then never went away for zebra, and the kernel would lack the
 * learned and the static routes for good (seen with FRR 8.4 and 10.3). So the address comes back when zebra has seen it
 * go. Most times it has long done so; to ask takes 2 ms.
 */
export function updownScriptOf(tunnels: readonly LocalTunnel[]): string {
  const keeps = tunnels.some(({ local }) => local.sessionOutlivesTunnel);
  const forgets = forgetRoutes(tunnels.filter(({ local }) => local.losesRoutes));
  return updownOf(`updown LOCAL-ADDRESS PEER-ADDRESS INTERFACE${keeps ? ' [keep]' : ''}`, '$3', {
    functions: [
      ...waitForFunction,
      'has_peer() { ip -brief -4 address show dev "$2" | grep -qF " peer $1/32"; }',
      'is_reached() { switchover-vty zebra "show ip nht $1" | grep -qw "directly connected, $2"; }',
      'may_come() { ! is_reached "$@" || has_peer "$@"; }',
    ],
    up: [
      '# In a subshell: the tunnel needs its address, even if zebra hangs.',
      '(wait_for "the end of the routes over $3" may_come "$2" "$3")',
      'exec ip address replace "$1" peer "$2/32" dev "$3"',
    ],
    down: [
      // A tunnel that keeps the address keeps its BGP session, too, until the hold time ends.
      ...(keeps ? ['test "$#" -lt 4 || exit 0'] : []),
      ...forgets,
      'exec ip address delete "$1" peer "$2/32" dev "$3"',
    ],
  });
}

/** As for zebra (start-frr.ts): charon's script keeps no right but that to change the network. */
export const letCharonForgetRoutes: readonly string[] = [
  "# For charon's script, which takes static routes away.",
  'chgrp root /run/frr/*.vty',
];

/** The static routes that go with a tunnel, and do not come back with it. */
function forgetRoutes(tunnels: readonly LocalTunnel[]): string[] {
  if (tunnels.length === 0) return [];
  return [
    '# Nobody puts these routes back. They go before the address: with its last address the kernel drops them silently.',
    'case $3 in',
    ...tunnels.map((tunnel) => {
      const commands = staticRoutesInto(tunnel).map((route) => ` -c 'no ${route}'`);
      return `${tunnel.interface}) timeout 5 vtysh -c 'configure terminal'${commands.join('')} ;;`;
    }),
    'esac',
  ];
}

/**
 * A script for charon's events "up" and "down" of a child SA. When both ends begin a tunnel, or one begins it again, its
 * second child SA may come up before the first goes down. So the script counts them, and takes away what the tunnel needs
 * with the last one only. Without that a tunnel was up for good, and could send nothing.
 *
 * @param usage as a comment: the name of the script and its arguments
 * @param of a name for what comes and goes, as a word of the shell
 */
export function updownOf(usage: string, of: string, { functions = [], up, down }: Reactions): string {
  return [
    '#!/bin/sh',
    `# ${usage}`,
    ...functions,
    '# Another SA may have come up before this one goes down.',
    `count=${countFile}${of}`,
    'exec 9>>"$count"',
    'flock 9',
    'read -r sas <"$count" || sas=0',
    'case $PLUTO_VERB in',
    'up-client)',
    '  echo $((sas + 1)) >"$count"',
    ...up.map((line) => `  ${line}`),
    '  ;;',
    'down-client)',
    '  echo $((sas > 1 ? sas - 1 : 0)) >"$count"',
    '  [ "$sas" -le 1 ] || exit 0',
    ...down.map((line) => `  ${line}`),
    '  ;;',
    'esac',
    '',
  ].join('\n');
}

interface Reactions {
  /** What the lines below call. */
  readonly functions?: readonly string[];
  readonly up: readonly string[];
  readonly down: readonly string[];
}
