import type { DpdTimers } from '../../definition/profile.ts';
import { updownOf } from '../ipsec/strongswan/updown.ts';
import {
  type ClientAuthentication,
  credentialFiles,
  eapMethods,
  fileName,
  pointToSiteLifetimes,
} from './point-to-site.ts';

/** A client's settings for a gateway. In Azure the customer downloads them as a profile. */
export interface PointToSiteClient {
  /** Its own name: that of its certificate, or its user name. */
  readonly name: string;
  /** Its own address on the internet. */
  readonly publicAddress: string;
  /** Names the connection. */
  readonly gateway: string;
  readonly serverAddress: string;
  /** Name that the gateway's certificate must have. */
  readonly serverName: string;
  readonly authentication: ClientAuthentication;
  readonly dpd: DpdTimers;
  /** Name of its tunnel device. */
  readonly interface: string;
  /** Prefixes that it sends into the tunnel. */
  readonly routes: readonly string[];
  /** Settings of a connection that the dataplane needs. */
  readonly dataplaneLines: readonly string[];
}

/**
 * swanctl.conf of an always-on client: whenever it loses the connection, for any reason, it connects again, and retries
 * until it succeeds. A refusal is final for charon (such as NO_PROPOSAL_CHOSEN); the node's retries start it again.
 */
export function pointToSiteClientConf(client: PointToSiteClient): string {
  const { name, publicAddress, gateway, serverAddress, serverName, authentication, dpd, routes } = client;
  return [
    'connections {',
    `  ${gateway} {`,
    '    version = 2',
    `    local_addrs = ${publicAddress}`,
    `    remote_addrs = ${serverAddress}`,
    '    # Any address that the gateway assigns.',
    '    vips = 0.0.0.0',
    `    proposals = ${proposals.ike.join(', ')}`,
    ...pointToSiteLifetimes.ike.map((line) => `    ${line}`),
    `    dpd_delay = ${dpd.delaySeconds}s`,
    '    mobike = no',
    '    # Retry failed attempts forever.',
    '    keyingtries = 0',
    ...client.dataplaneLines.map((line) => `    ${line}`),
    '    local {',
    `      auth = ${eapMethods[authentication]}`,
    ...(authentication === 'certificate' ? [`      certs = ${fileName(credentialFiles.certificate)}`] : []),
    `      id = ${name}`,
    '    }',
    '    remote {',
    '      auth = pubkey',
    `      cacerts = ${fileName(credentialFiles.authority)}`,
    `      id = ${serverName}`,
    '    }',
    '    children {',
    '      net {',
    '        remote_ts = 0.0.0.0/0',
    `        esp_proposals = ${proposals.esp.join(', ')}`,
    ...pointToSiteLifetimes.child.map((line) => `        ${line}`),
    '        start_action = start',
    '        # Always on: reconnect at once when the gateway closes the connection, ...',
    '        close_action = start',
    '        # ... and when it is found dead.',
    '        dpd_action = restart',
    '        # Routes into the tunnel, while it is up.',
    `        updown = ${[clientUpdownPath, client.interface, ...routes].join(' ')}`,
    '      }',
    '    }',
    '  }',
    '}',
    ...(authentication === 'password' ? ['', 'include secrets.conf'] : []),
    '',
  ].join('\n');
}

export const clientUpdownPath = '/etc/ipsec/updown-gateway';

/** The script that charon calls when the client has connected or disconnected. */
export const clientUpdownScript = updownOf('updown-gateway INTERFACE PREFIX...', '$1', {
  up: forEachPrefix('ip route replace "$prefix" dev "$interface" src "$PLUTO_MY_SOURCEIP"'),
  down: forEachPrefix('ip route delete "$prefix" dev "$interface"'),
});

function forEachPrefix(command: string): string[] {
  return ['interface=$1', 'shift', `for prefix in "$@"; do ${command}; done`];
}

/** The choice of a careful engineer from the proposals that Azure accepts. */
const proposals = {
  ike: ['aes256gcm16-prfsha384-ecp384', 'aes256-sha256-modp2048'],
  esp: ['aes256gcm16', 'aes256-sha256'],
} as const;
