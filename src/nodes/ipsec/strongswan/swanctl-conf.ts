import type { OwnLines } from '../../../definition/own-lines.ts';
import type { LocalTunnel } from '../../../topology/find.ts';
import type { TunnelEnd } from '../../../topology/tunnel.ts';
import { type Charon, comesWithAddress } from '../dataplane.ts';
import { childrenLines } from './children.ts';

/**
 * swanctl.conf of one charon, without its keys, which have their own file.
 *
 * @param own what a device has of its own: a whole file, or lines in each connection
 */
export function swanctlConf(charon: Charon, own?: OwnLines): string {
  if (own?.file !== undefined) return own.content;
  const floats = charon.tunnels.some(comesWithAddress);
  return [
    ...connections(
      charon.tunnels.filter((tunnel) => !comesWithAddress(tunnel)),
      charon,
      own,
    ),
    'include secrets.conf',
    ...(floats
      ? [
          '# Connections that need a floating address; they are here while this node has it.',
          `include ${charon.heldFolder}/*.conf`,
        ]
      : []),
    '',
  ].join('\n');
}

/** The connections of one charon that need certain floating addresses. */
export const floatingConf = (charon: Charon, addresses: string, own?: OwnLines): string =>
  connections(
    charon.tunnels.filter((tunnel) => comesWithAddress(tunnel) && tunnel.floating?.name === addresses),
    charon,
    own,
  ).join('\n');

const connections = (tunnels: readonly LocalTunnel[], charon: Charon, own?: OwnLines): string[] =>
  tunnels.length === 0
    ? []
    : ['connections {', ...tunnels.flatMap((tunnel) => connection(tunnel, charon, own)), '}', ''];

/**
 * The shared keys: never saved with a run, never printed. Each belongs to a pair of identities: a device with several
 * lines can have several keys for one gateway.
 */
export function swanctlSecrets(charon: Charon): string {
  return [
    'secrets {',
    ...charon.tunnels.flatMap((tunnel) => [
      `  ike-${tunnel.connection} {`,
      `    id-local = ${identityOf(tunnel.local)}`,
      `    id-remote = ${identityOf(tunnel.remote)}`,
      `    secret = ${secretOf(tunnel.tunnel.sharedKey)}`,
      '  }',
    ]),
    '}',
    '',
  ].join('\n');
}

/**
 * swanctl reads a key that begins with 0x or 0s as hexadecimal digits or base64. Such a key is written in hexadecimal
 * digits; otherwise the peer would have another one.
 *
 * @param key without quotes and backslash
 */
const secretOf = (key: string): string =>
  /^0[xs]/i.test(key) ? `0x${Buffer.from(key).toString('hex')}` : `"${key}"`;

/** INITIAL_CONTACT replaces the SAs of a peer that starts from nothing, with both settings (RFC 7296, 2.4). */
const oneStarts = [
  '    # A peer that comes back after a crash replaces its old SAs.',
  '    unique = replace',
];

/**
 * With `replace`, each end would delete what the other one has just started, and a deleted tunnel is started again
 * (`close_action`): the two would never end.
 */
const bothStart = ['    # Both ends start IKE. The second of two tunnels is refused.', '    unique = keep'];

/** An end that is known by its name has its name as identity, which lasts when its address changes. */
const identityOf = ({ fqdn, publicAddress }: TunnelEnd): string => fqdn ?? publicAddress;

const tries = ({ givesUpAfterTries }: TunnelEnd): string[] =>
  givesUpAfterTries === undefined
    ? ['    # Retry failed tunnels forever.', '    keyingtries = 0']
    : ['    # A silent peer is given up.', `    keyingtries = ${givesUpAfterTries}`];

function connection(tunnel: LocalTunnel, charon: Charon, own?: OwnLines): string[] {
  const { local, remote, initiates } = tunnel;
  const { proposals, lifetimes } = local;
  return [
    `  # ${tunnel.tunnel.connections.join(', ')}`,
    `  ${tunnel.connection} {`,
    '    version = 2',
    ...(local.secondAddress === undefined
      ? [`    local_addrs = ${tunnel.localAddress}`]
      : ['    # The address of the line may change.', '    local_addrs = %any']),
    `    remote_addrs = ${remote.fqdn ?? remote.publicAddress}`,
    `    proposals = ${proposals.ike.join(', ')}`,
    `    rekey_time = ${lifetimes.ikeSeconds}s`,
    ...(local.dpd ? [] : ['    # No dead peer detection.']),
    `    dpd_delay = ${local.dpd?.delaySeconds ?? 0}s`,
    '    mobike = no',
    ...(initiates && remote.starts ? bothStart : oneStarts),
    ...(initiates ? tries(local) : []),
    ...charon.options.connectionLines(tunnel).map((line) => `    ${line}`),
    '    local {',
    '      auth = psk',
    `      id = ${identityOf(local)}`,
    '    }',
    '    remote {',
    '      auth = psk',
    `      id = ${identityOf(remote)}`,
    '    }',
    ...childrenLines(tunnel).map((line) => `    ${line}`),
    ...(own === undefined
      ? []
      : ["    # The device's own lines; of two values of one key the last one counts."]),
    ...(own?.content.trimEnd().split('\n') ?? []).map((line) => `    ${line}`),
    '  }',
  ];
}
