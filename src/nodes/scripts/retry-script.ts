import type { LocalTunnel } from '../../topology/find.ts';
import { type Charon, comesWithAddress } from '../ipsec/dataplane.ts';
import { begin, sasOf, tunnelLock } from './begin-tunnels.ts';
import { paths } from './start-script.ts';

/** A connection that its node starts, and the device of its tunnel. */
export interface Started {
  readonly charon: Charon;
  readonly connection: string;
  readonly interface: string;
  /** A file that exists while the connection is loaded; absent: it always is. */
  readonly loadedWith?: string;
  /** The tunnel's device has its address also while the tunnel is down. */
  readonly keepsAddress?: true;
}

/** The connections that a node starts again whenever they are down, out of those of its charons. */
export const retriedBy = (charons: readonly Charon[]): Started[] =>
  charons.flatMap((charon) =>
    charon.tunnels
      .filter(
        ({ initiates, local }) => initiates && !local.callsOnce && local.givesUpAfterTries === undefined,
      )
      .map((tunnel) => ({
        charon,
        connection: tunnel.connection,
        interface: tunnel.interface,
        ...loadedWith(charon, tunnel),
        ...(tunnel.local.sessionOutlivesTunnel && { keepsAddress: true }),
      })),
  );

const loadedWith = (charon: Charon, tunnel: LocalTunnel): Pick<Started, 'loadedWith'> =>
  comesWithAddress(tunnel) && tunnel.floating
    ? { loadedWith: `${charon.heldFolder}/${tunnel.floating.name}.conf` }
    : {};

/**
 * The script that starts the tunnels of a node again when they are down. charon asks for ever while nobody answers, but
 * accepts a refusal (AUTHENTICATION_FAILED, NO_PROPOSAL_CHOSEN, TS_UNACCEPTABLE) as final, whatever `keyingtries` says.
 * Azure and other devices try again. It runs until the node is drained.
 */
export function retryScript(started: readonly Started[], retrySeconds: number): string {
  return [
    '#!/bin/sh',
    '# Starts tunnels again that are down: for charon a refusal by the peer is final.',
    `echo $$ >${pidFile}`,
    '# Not while somebody else starts a tunnel, or addresses move between instances.',
    `exec 9>${tunnelLock}`,
    '',
    '# is_down INTERFACE: an address is there while the tunnel is up.',
    'is_down() {',
    '  case $addresses in *"$1"[@\\ ]*) return 1 ;; esac',
    '}',
    '# is_idle STATUS: charon has no such tunnel, or an IKE SA whose child was refused, and is not at work on it.',
    'is_idle() {',
    '  case $1 in',
    '  *INSTALLED* | *CHILD_CREATE*) return 1 ;;',
    "  *state=ESTABLISHED*'child-sas {}'*) ;;",
    "  *'list-sa event'*) return 1 ;;",
    "  *'list-sas reply'*) ;;",
    '  *) return 1 ;;',
    '  esac',
    '}',
    `while sleep ${retrySeconds}; do`,
    '  flock 9',
    '  addresses=$(ip -brief -4 address)',
    ...started.flatMap(tryAgain),
    '  flock -u 9',
    'done',
    '',
  ].join('\n');
}

function tryAgain({
  charon,
  connection,
  interface: device,
  loadedWith: file,
  keepsAddress,
}: Started): string[] {
  const down = [
    ...(file === undefined ? [] : [`[ -e ${file} ] && `]),
    ...(keepsAddress ? [] : [`is_down ${device} && `]),
  ].join('');
  return [
    `  if ${down}is_idle "$(${sasOf(charon, connection)})"; then`,
    `    ${begin(charon, connection)}`,
    '  fi',
  ];
}

const pidFile = '/run/retry.pid';

/** The retries, to be started in the background. */
export const startRetrying = `${paths.retry} </dev/null >/dev/null 2>&1`;

/** Ends the retries: from now on a tunnel that is closed stays closed. */
export const stopRetrying = `kill "$(cat ${pidFile})" 2>/dev/null || true`;
