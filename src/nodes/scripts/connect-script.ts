import type { FloatingAddresses } from '../../topology/topology.ts';
import type { Charon } from '../ipsec/dataplane.ts';
import { swanctl } from './load-line.ts';
import { startedBy, startRetrying } from './retry-script.ts';
import { paths } from './start-script.ts';

/**
 * The script that starts a node's part once its peers are ready. It starts IKE on the connections that the node always
 * has, and the retries. With floating addresses it also starts keepalived, which decides about the others.
 */
export function connectScript(charons: readonly Charon[], floating: readonly FloatingAddresses[]): string {
  return [
    '#!/bin/sh -eu',
    connectOnce,
    ...(floating.length > 0 ? ['# connect first|later: when the lab comes up, or as a replacement'] : []),
    ...charons.flatMap((charon) =>
      charon.tunnels
        .filter(({ initiates, floating: addresses }) => initiates && !addresses)
        // It does not wait: events report the progress.
        .map(({ connection }) => swanctl(charon, `--initiate --ike ${connection} --child net --timeout -1`)),
    ),
    ...(floating.length > 0
      ? [
          `keepalived --dont-fork --vrrp --use-file=${paths.keepalived} --config-id="$1" </dev/null >/dev/null 2>&1 &`,
        ]
      : []),
    ...(startedBy(charons).length > 0 ? [startRetrying] : []),
    connected,
    '',
  ].join('\n');
}

const mark = '/run/connected';

/** Lets a script that connects a node do so once: a replacement that was interrupted can then be finished. */
export const connectOnce = `[ ! -e ${mark} ] || exit 0`;

/** Its last line. */
export const connected = `touch ${mark}`;
