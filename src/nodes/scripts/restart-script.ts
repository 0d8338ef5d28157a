import type { LocalTunnel } from '../../topology/find.ts';
import type { FrrDaemon } from '../frr/frr.ts';
import { mayBeLate, startDaemons } from '../frr/start-frr.ts';
import type { Charon, Dataplane } from '../ipsec/dataplane.ts';
import { forgetSas } from '../ipsec/strongswan/updown.ts';
import { notReadyAgain } from '../packet-filter/nftables.ts';
import type { ClientService } from '../point-to-site/client-service.ts';
import { beginIfDown, tunnelLock } from './begin-tunnels.ts';
import { loadLine } from './load-line.ts';
import { waitForFunction } from './start-script.ts';

/** The parts that a speaker with tunnels must start again after its charon died. */
export interface Tunnelling {
  readonly dataplane: Dataplane;
  readonly tunnels: readonly LocalTunnel[];
  readonly charons: readonly Charon[];
  /** The service for VPN clients, if the node has one. */
  readonly clients: ClientService | undefined;
}

/**
 * The script that restarts a dead daemon, as an engineer would: with its configuration, and without its state.
 */
export function restartScript(daemons: readonly FrrDaemon[], tunnelling?: Tunnelling): string {
  return [
    '#!/bin/sh -eu',
    '# restart DAEMON',
    ...waitForFunction,
    '',
    ...mayBeLate,
    '',
    'case "$1" in',
    'zebra)',
    ...indented(allOfFrr(daemons)),
    '  ;;',
    ...restartedAlone(daemons).flatMap((daemon) => [
      `${daemon})`,
      ...indented(startDaemons([daemon])),
      '  ;;',
    ]),
    ...(tunnelling ? ['charon)', ...indented(charonLines(tunnelling)), '  ;;'] : []),
    '*)',
    '  echo "There is no daemon $1 here." >&2',
    '  exit 2',
    '  ;;',
    'esac',
    '',
  ].join('\n');
}

/** mgmtd stays when the others are restarted, and without zebra all of them are. */
const restartedAlone = (daemons: readonly FrrDaemon[]): FrrDaemon[] =>
  daemons.filter((daemon) => daemon !== 'zebra' && daemon !== 'mgmtd');

/**
 * Without zebra the other daemons cannot reach the kernel. FRR's own watchfrr restarts all of them in that case. When
 * bgpd kept running, it left the kernel without its routes (observed).
 */
const allOfFrr = (daemons: readonly FrrDaemon[]): string[] => [
  '# All of FRR, as watchfrr does.',
  ...restartedAlone(daemons).flatMap((daemon) => [
    `pid=$(cat /run/frr/${daemon}.pid)`,
    'kill "$pid" 2>/dev/null || true',
    `wait_for 'the end of ${daemon}' test ! -d "/proc/$pid"`,
  ]),
  ...startDaemons(daemons),
];

/** Restarts all charons of the node: one charon for each tunnel is a detail of the userspace dataplane. */
function charonLines({ dataplane, tunnels, charons, clients }: Tunnelling): string[] {
  return [
    '# A charon without connections would refuse peers, and they would not ask again.',
    ...notReadyAgain,
    forgetSas,
    ...dataplane.restartLines(tunnels),
    ...(clients ? [`rm -f ${clients.charon.viciSocket}`, ...clients.startLines] : []),
    '# Its retries would start the same tunnels. Nothing that goes on after this script may have the lock.',
    `exec 9>${tunnelLock}`,
    'flock 9',
    ...[...charons, ...(clients ? [clients.charon] : [])].map(loadLine),
    ...charons.flatMap((charon) =>
      charon.tunnels
        .filter(({ initiates, floating }) => initiates && !floating)
        .map(({ connection }) => beginIfDown(charon, connection)),
    ),
  ];
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
