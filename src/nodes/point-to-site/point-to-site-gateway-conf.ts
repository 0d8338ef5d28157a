import type { DpdTimers } from '../../definition/profile.ts';
import { updownOf } from '../ipsec/strongswan/updown.ts';
import {
  type ClientAuthentication,
  credentialFiles,
  eapMethods,
  fileName,
  pointToSiteLifetimes,
} from './point-to-site.ts';

/** Point-to-site on one instance of a gateway. */
export interface PointToSiteServer {
  /** Name of the gateway, for people. */
  readonly gateway: string;
  /** Where clients arrive: the gateway's only public address, or the addresses of the shares of both instances. */
  readonly addresses: readonly string[];
  /** Name in its certificate. */
  readonly serverName: string;
  /** The prefixes from which this instance gives its clients addresses. */
  readonly addressPool: readonly string[];
  readonly authentication: ClientAuthentication;
  readonly dpd: DpdTimers;
  /** Name of the one tunnel device that leads to all clients. */
  readonly interface: string;
  /** Settings of a connection that the dataplane needs. */
  readonly dataplaneLines: readonly string[];
}

/** The name of the connection that serves all clients, also in charon's events. */
export const pointToSiteConnection = 'point-to-site';

/**
 * swanctl.conf of the charon that serves clients, without the users' passwords, which have their own file.
 *
 * The traffic selector is 0.0.0.0/0 although clients reach only the virtual network: their routes decide which packets
 * they send, as with Azure's own client profiles. (libipsec of strongSwan 5.9.8 requires this: it refuses a selector
 * that contains no address of the gateway itself.)
 */
export function pointToSiteServerConf(server: PointToSiteServer): string {
  const { gateway, addresses, serverName, addressPool, authentication, dpd } = server;
  const pools = addressPool.map((prefix, index) => ({ name: `clients${index}`, prefix }));
  return [
    'connections {',
    `  # Clients of ${gateway}`,
    `  ${pointToSiteConnection} {`,
    '    version = 2',
    `    local_addrs = ${addresses.join(', ')}`,
    `    proposals = ${proposals.ike.join(', ')}`,
    ...pointToSiteLifetimes.ike.map((line) => `    ${line}`),
    `    dpd_delay = ${dpd.delaySeconds}s`,
    '    mobike = no',
    '    # A client that comes back replaces its old SAs.',
    '    unique = replace',
    `    pools = ${pools.map(({ name }) => name).join(', ')}`,
    '    send_cert = always',
    ...server.dataplaneLines.map((line) => `    ${line}`),
    '    local {',
    '      auth = pubkey',
    `      certs = ${fileName(credentialFiles.certificate)}`,
    `      id = ${serverName}`,
    '    }',
    '    remote {',
    `      auth = ${eapMethods[authentication]}`,
    '      eap_id = %any',
    ...(authentication === 'certificate' ? [`      cacerts = ${fileName(credentialFiles.authority)}`] : []),
    '    }',
    '    children {',
    '      net {',
    '        local_ts = 0.0.0.0/0',
    `        esp_proposals = ${proposals.esp.join(', ')}`,
    ...pointToSiteLifetimes.child.map((line) => `        ${line}`),
    '        start_action = none',
    '        close_action = none',
    '        dpd_action = clear',
    '        # The address of a client is routed into the tunnel while the client is connected.',
    `        updown = ${serverUpdownPath} ${server.interface}`,
    '      }',
    '    }',
    '  }',
    '}',
    '',
    'pools {',
    ...pools.flatMap(({ name, prefix }) => [`  ${name} {`, `    addrs = ${prefix}`, '  }']),
    '}',
    ...(authentication === 'password' ? ['', 'include secrets.conf'] : []),
    '',
  ].join('\n');
}

export const serverUpdownPath = '/etc/ipsec/updown-client';

/** The script that charon calls when a client has connected or disconnected. */
export const serverUpdownScript = updownOf('updown-client INTERFACE', `\${PLUTO_PEER_CLIENT%/*}`, {
  up: ['exec ip route replace "$PLUTO_PEER_CLIENT" dev "$1"'],
  down: ['exec ip route delete "$PLUTO_PEER_CLIENT" dev "$1"'],
});

/** Azure's own order: groups 24, 14, 20 and 19. */
const groups = 'modp2048s256-modp2048-ecp384-ecp256';

/**
 * Azure's defaults for IKEv2 clients (About point-to-site VPN): each line is an encryption with its choices of pseudo
 * random function or integrity, and of group; `modpnone` is a child SA without PFS.
 */
const proposals = {
  ike: [
    `aes256gcm16-prfsha384-prfsha256-${groups}`,
    `aes256-sha384-sha256-${groups}`,
    'aes256-sha256-modp1024',
  ],
  esp: [`aes256gcm16-modpnone-${groups}`, `aes256-sha256-modpnone-${groups}`, 'aes256-sha1'],
} as const;
