import type { FloatingAddresses } from '../../topology/topology.ts';
import type { Charon } from '../ipsec/dataplane.ts';
import { begin } from './begin-tunnels.ts';
import { retriedBy, startRetrying } from './retry-script.ts';
import { paths } from './start-script.ts';

/**
 * The script that starts a node's part once its peers are ready. It starts IKE on the connections that the node always
 * has, and the retries. With floating addresses it also starts keepalived, which decides about the others.
 */
export function connectScript(charons: readonly Charon[], floating: readonly FloatingAddresses[]): string {
  return [
    '#!/bin/sh -eu',
    ...connectOnce,
    ...(floating.length > 0 ? ['# connect first|later: when the lab comes up, or as a replacement'] : []),
    ...charons.flatMap((charon) =>
      charon.tunnels
        .filter(({ initiates, floating: addresses }) => initiates && !addresses)
        .map(({ connection }) => begin(charon, connection)),
    ),
    ...(floating.length > 0
      ? [
          `keepalived --dont-fork --vrrp --use-file=${paths.keepalived} --config-id="$1" </dev/null >/dev/null 2>&1 ${unlocked} &`,
        ]
      : []),
    ...(retriedBy(charons).length > 0 ? [`${startRetrying} ${unlocked} &`] : []),
    connected,
    '',
  ].join('\n');
}

const mark = '/run/connected';

/**
 * Lets a script that connects a node do so once, whoever else runs it at the same time: a replacement that was
 * interrupted can then be finished.
 */
export const connectOnce: readonly string[] = [
  'exec 8>/run/connect.lock',
  'flock 8',
  `[ ! -e ${mark} ] || exit 0`,
];

/** For what goes on after the script: it would keep the lock. */
export const unlocked = '8>&-';

/** Its last line. */
export const connected = `touch ${mark}`;
