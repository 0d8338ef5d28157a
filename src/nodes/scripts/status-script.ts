import type { Charon } from '../ipsec/dataplane.ts';
import { swanctl } from './load-line.ts';
import { paths } from './start-script.ts';

/** The daemons of a node that its status shows. */
export interface StatusParts {
  readonly charons: readonly Charon[];
  /** Whether it speaks BGP. */
  readonly routing: boolean;
}

/** What the script prints after a daemon's answer that failed: a heading, and the daemon. */
const orSilent = (daemon: string): string => `|| printf '\\n== silent\\n%s\\n' '${daemon}'`;

/**
 * The script that shows the state of a node, each part under a heading: security associations, arrivals in
 * the tunnels, BGP sessions, kernel routes, interfaces. Before the node's start script has ended it shows only the clock. You can run it too:
 * `switchover exec LAB NODE /etc/switchover/status`.
 */
export function statusScript({ charons, routing }: StatusParts): string {
  return [
    '#!/bin/sh -eu',
    '# Two clocks: nanoseconds of CLOCK_MONOTONIC, and since 1970.',
    'echo "== clock"',
    'switchover-stamp',
    'date +%s%N',
    `[ -e ${paths.ready} ] || exit 0`,
    'echo "== ready"',
    ...charons.flatMap((charon) => [
      'echo "== tunnels"',
      `${swanctl(charon, '--list-sas --raw')} ${orSilent(charons.length === 1 ? 'charon' : `charon of ${charon.name}`)}`,
    ]),
    ...(charons.length > 0
      ? [
          '# When packets last came through each tunnel, by the first of the clocks.',
          'echo "== arrivals"',
          `cat ${paths.arrivals} || true`,
        ]
      : []),
    ...(routing ? ['echo "== sessions"', `vtysh -c 'show bgp summary json' ${orSilent('bgpd')}`] : []),
    'echo "== routes"',
    'ip -json route show',
    'echo "== interfaces"',
    'ip -json -statistics address show',
    '',
  ].join('\n');
}
