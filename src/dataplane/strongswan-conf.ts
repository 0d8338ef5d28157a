import type { Charon } from './dataplane.ts';

/** strongswan.conf of one charon: which plugins, where it listens, how long it repeats a question. */
export function strongswanConf(charon: Charon): string {
  const { options, viciSocket, tunnels } = charon;
  // Retransmission is a setting of the daemon. Where one charon serves tunnels of different DPD timeouts, the
  // longest interval counts: no tunnel is given up before its time.
  const retransmitSeconds = Math.max(...tunnels.map(({ dpd }) => dpd.retransmitSeconds));
  const retransmitTries = Math.max(...tunnels.map(({ dpd }) => dpd.retransmitTries));
  return [
    'charon-systemd {',
    `  load = ${options.plugins.join(' ')}`,
    '',
    '  # A question that is not answered is repeated at a steady pace, then the peer is dead.',
    `  retransmit_timeout = ${retransmitSeconds}`,
    '  retransmit_base = 1.0',
    `  retransmit_tries = ${retransmitTries}`,
    ...options.daemonLines.map((line) => `  ${line}`),
    '',
    '  plugins {',
    '    vici {',
    `      socket = unix://${viciSocket}`,
    '    }',
    ...options.pluginLines.map((line) => `    ${line}`),
    '  }',
    '  journal {',
    '    default = -1',
    '  }',
    '  syslog {',
    '    identifier = charon',
    '    daemon {',
    '      default = 1',
    '    }',
    '  }',
    '}',
    '',
    'swanctl {',
    '  load = random openssl',
    '}',
    '',
  ].join('\n');
}
