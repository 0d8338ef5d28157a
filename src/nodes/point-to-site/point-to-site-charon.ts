import type { DpdTimers } from '../../definition/profile.ts';
import {
  type Charon,
  commonPlugins,
  makeCredentialFolders,
  makeFolders,
  ownRoutingTable,
  socketsOf,
  waitForSocket,
} from '../ipsec/dataplane.ts';
import { type ClientAuthentication, pointToSitePlugins } from './point-to-site.ts';
import { pointToSiteConnection } from './point-to-site-gateway-conf.ts';

/**
 * The charon of point-to-site, at a gateway or on a client: one for all clients, with strongSwan's own ESP. (libipsec
 * can tell clients apart, because their addresses differ, but not tunnels between sites.)
 *
 * @param index of its TUN device on the node, after those of the tunnels
 */
export function pointToSiteCharon(
  index: number,
  { authentication, dpd }: { readonly authentication: ClientAuthentication; readonly dpd: DpdTimers },
): Charon {
  const name = pointToSiteConnection;
  return {
    name,
    ...socketsOf(name),
    swanctlConf: `/etc/ipsec/${name}/swanctl.conf`,
    strongswanConf: `/etc/ipsec/${name}/strongswan.conf`,
    heldFolder: `/run/ipsec/${name}/held`,
    credentialFolder: `/etc/ipsec/${name}`,
    tunnels: [],
    retransmission: dpd,
    options: {
      plugins: ['kernel-libipsec', ...commonPlugins, ...pointToSitePlugins[authentication]],
      // It uses the usual ports: the tunnels between sites use others.
      ...ownRoutingTable(index),
      connectionLines: () => [],
    },
  };
}

/** Connection settings that carry ESP in UDP, which the address translation of the lab requires. */
export const pointToSiteLines = ['encap = yes'] as const;

/** Lines of the start script that start charon and wait until its vici socket exists. */
export const pointToSiteStartLines = (charon: Charon, device: string): string[] => [
  ...makeFolders(charon),
  makeCredentialFolders(charon),
  `STRONGSWAN_CONF=${charon.strongswanConf} charon-systemd &`,
  `wait_for 'TUN device ${device}' test -e /sys/class/net/${device}`,
  `ip link set ${device} mtu 1400`,
  ...waitForSocket(charon),
];
