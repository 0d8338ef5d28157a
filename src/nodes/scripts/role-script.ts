import { posix } from 'node:path';
import type { FloatingAddresses } from '../../topology/topology.ts';
import { type Charon, comesWithAddress } from '../ipsec/dataplane.ts';
import { tunnelLock } from './begin-tunnels.ts';
import { loadLine, swanctl } from './load-line.ts';
import { paths } from './start-script.ts';

/**
 * The script that keepalived calls when an instance, or a device of a pair, gets or loses floating addresses. With the addresses it loads the
 * connections that start by themselves. Without them it closes every SA: a standby has no SA, no session and no route.
 */
export function roleScript(charons: readonly Charon[], floating: readonly FloatingAddresses[]): string {
  return [
    '#!/bin/sh -eu',
    '# role INSTANCE NAME MASTER|BACKUP|FAULT|STOP PRIORITY',
    '# Changes of several addresses come at once; each has to see what the one before it did.',
    `exec 9>${tunnelLock}`,
    'flock 9',
    'case "$2 $3" in',
    ...floating.flatMap(({ name, addresses, activeStandby, forClients, isPair, returns }) => [
      `'${name} MASTER')`,
      ...(isPair && !returns ? noLongerOwner : []),
      ...withConnections(charons, name).flatMap((charon) => [
        `  ln -sf ${floatingFile(charon, name)} ${charon.heldFolder}`,
        `  ${loadLine(charon)}`,
      ]),
      '  ;;',
      // The sibling may begin as its stand-in while this instance has clients by its own address.
      forClients ? `'${name} FAULT' | '${name} STOP')` : `'${name} '*)`,
      // Tells the peers, which then turn to the new holder of the address. No answer can arrive, so it waits for none.
      // To send from an address that is gone, the node has it on its loopback interface for a moment.
      ...addresses.map(({ address }) => `  ip address add ${address}/32 dev lo`),
      ...charons.flatMap((charon) =>
        charon.tunnels
          .filter((tunnel) => tunnel.floating?.name === name)
          .map(({ connection }) => `  ${swanctl(charon, `--terminate --force --ike ${connection}`)} || true`),
      ),
      // Clients follow the public address, by which they know the gateway.
      ...charons.flatMap((charon) =>
        charon.clientConnection === undefined || !(activeStandby || forClients)
          ? []
          : [`  ${swanctl(charon, `--terminate --force --ike ${charon.clientConnection}`)} || true`],
      ),
      ...addresses.map(({ address }) => `  ip address delete ${address}/32 dev lo`),
      ...keptAddresses(charons, name),
      ...withConnections(charons, name).flatMap((charon) => [
        `  rm -f ${charon.heldFolder}/${name}.conf`,
        `  ${loadLine(charon)}`,
      ]),
      '  ;;',
    ]),
    'esac',
    '',
  ].join('\n');
}

/**
 * keepalived lets the owner of an address take it back whenever it can, as after its line was down. What makes the first
 * device of a pair the owner counts for the start of the lab alone.
 */
const noLongerOwner: readonly string[] = [
  '  # From now on it waits for its turn, as the other one does.',
  `  if grep -q '^ *@first ' ${paths.keepalived}; then`,
  `    sed -i -e '/^ *@first /d' -e 's/^ *@later /  /' ${paths.keepalived}`,
  '    kill -HUP "$(cat /run/keepalived.pid)"',
  '  fi',
];

/** A standby has no session: what a tunnel keeps for its session goes with the floating addresses. */
const keptAddresses = (charons: readonly Charon[], addresses: string): string[] =>
  charons.flatMap(({ tunnels }) =>
    tunnels
      .filter(({ local, floating }) => local.sessionOutlivesTunnel && floating?.name === addresses)
      .map(
        ({ local, remote, interface: device }) =>
          `  ip address delete ${local.innerAddress} peer ${remote.innerAddress}/32 dev ${device} || true`,
      ),
  );

/** The charons with connections that need certain floating addresses. */
export const withConnections = (charons: readonly Charon[], addresses: string): Charon[] =>
  charons.filter(({ tunnels }) =>
    tunnels.some((tunnel) => comesWithAddress(tunnel) && tunnel.floating?.name === addresses),
  );

/** The connections of a charon that need certain floating addresses. */
export const floatingFile = (charon: Charon, addresses: string): string =>
  `${posix.dirname(charon.swanctlConf)}/${addresses}.conf`;

/**
 * Closes an IKE SA, if there is one, and tells the peer. The peer has one second to answer: charon would otherwise ask
 * a dead peer until dead peer detection gives up.
 */
export const close = (charon: Charon, connection: string): string =>
  `${swanctl(charon, `--terminate --ike ${connection} --timeout 1`)} || true`;
