import type { Charon, NodeTunnel } from './dataplane.ts';
import { connectionName } from './dataplane.ts';

/** swanctl.conf of one charon, without its keys, which stand in a file of their own. */
export function swanctlConf(charon: Charon): string {
  return [
    'connections {',
    ...charon.tunnels.flatMap((tunnel) => connection(tunnel, charon)),
    '}',
    '',
    'include secrets.conf',
    '',
  ].join('\n');
}

/** The shared keys: never saved with a run, never printed. */
export function swanctlSecrets(charon: Charon): string {
  return [
    'secrets {',
    ...charon.tunnels.flatMap((tunnel) => [
      `  ike-${connectionName(tunnel)} {`,
      `    id = ${tunnel.remote.publicAddress}`,
      `    secret = "${tunnel.tunnel.sharedKey}"`,
      '  }',
    ]),
    '}',
    '',
  ].join('\n');
}

/**
 * Azure's defaults for a route-based gateway, in its order (About VPN devices and IPsec/IKE parameters), and what
 * a careful engineer would put on a device that talks to it. Azure initiates without PFS.
 */
const proposals = {
  azure: {
    ike: ['aes256-sha1', 'aes256-sha256', 'aes128-sha1', 'aes128-sha256', '3des-sha1', '3des-sha256'].map(
      (proposal) => `${proposal}-modp1024`,
    ),
    esp: ['aes256gcm16', 'aes256-sha1', '3des-sha1', 'aes256-sha256', 'aes128-sha1', '3des-sha256'],
  },
  device: {
    ike: ['aes256-sha256-modp1024', 'aes256-sha1-modp1024'],
    esp: ['aes256gcm16', 'aes256-sha256'],
  },
} as const;

/** Seconds; Azure's IKE SA lifetime is fixed. */
const ikeLifetime = 28_800;
/** Seconds and bytes (102,400,000 KB); Azure's child SA lifetime of a route-based gateway. */
const childLifetime = { seconds: 27_000, bytes: 102_400_000 * 1024 };
/**
 * Rekeying starts at 80 to 90 % of a lifetime: strongSwan subtracts a random part, up to the difference of the two.
 * Both must be there: strongSwan 5.9.8 would take its own default of 1 h less a random part of 6.5 h, and rekey
 * some child SAs in the middle of a measurement.
 */
const rekeyAt = 0.9;

function connection(tunnel: NodeTunnel, charon: Charon): string[] {
  const { local, remote, side, dpd, initiates } = tunnel;
  return [
    `  # ${tunnel.tunnel.connection}`,
    `  ${connectionName(tunnel)} {`,
    '    version = 2',
    `    local_addrs = ${local.publicAddress}`,
    `    remote_addrs = ${remote.publicAddress}`,
    `    proposals = ${proposals[side].ike.join(', ')}`,
    `    rekey_time = ${ikeLifetime}s`,
    `    dpd_delay = ${dpd.delaySeconds}s`,
    '    mobike = no',
    '    # A peer that comes back after a crash replaces what is left of its former self.',
    '    unique = replace',
    ...(initiates ? ['    # Failed tunnels are tried again for ever.', '    keyingtries = 0'] : []),
    ...charon.options.connectionLines(tunnel).map((line) => `    ${line}`),
    '    local {',
    '      auth = psk',
    `      id = ${local.publicAddress}`,
    '    }',
    '    remote {',
    '      auth = psk',
    `      id = ${remote.publicAddress}`,
    '    }',
    '    children {',
    '      net {',
    '        local_ts = 0.0.0.0/0',
    '        remote_ts = 0.0.0.0/0',
    `        esp_proposals = ${proposals[side].esp.join(', ')}`,
    `        rekey_time = ${childLifetime.seconds * rekeyAt}s`,
    `        life_time = ${childLifetime.seconds}s`,
    `        rekey_bytes = ${childLifetime.bytes * rekeyAt}`,
    `        life_bytes = ${childLifetime.bytes}`,
    `        start_action = ${initiates ? 'start' : 'none'}`,
    `        close_action = ${initiates ? 'start' : 'none'}`,
    `        dpd_action = ${initiates ? 'restart' : 'clear'}`,
    '        # The address of the peer is on the tunnel for as long as the tunnel is up.',
    `        updown = /etc/ipsec/updown ${local.bgpAddress} ${remote.bgpAddress} ${local.interface}`,
    '      }',
    '    }',
    '  }',
  ];
}
