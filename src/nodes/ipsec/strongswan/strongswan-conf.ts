import type { Charon } from '../dataplane.ts';

/** strongswan.conf of one charon: its plugins, its socket, and how it retransmits requests. */
export function strongswanConf(charon: Charon): string {
  const { options, viciSocket } = charon;
  const { retransmitSeconds, retransmitTries } = charon.retransmission;
  return [
    'charon-systemd {',
    `  load = ${options.plugins.join(' ')}`,
    '',
    '  # An unanswered request is repeated at a steady pace, then the peer counts as dead.',
    `  retransmit_timeout = ${retransmitSeconds}`,
    '  retransmit_base = 1.0',
    `  retransmit_tries = ${retransmitTries}`,
    '',
    '  # A peer whose line returns sends several copies of its first request at once. Asked for a cookie between two of',
    '  # them, it signs another request than the one that was answered: AUTHENTICATION_FAILED. From five half-open SAs',
    '  # on it is ignored until they expire. A lab has no strangers to be protected from.',
    '  dos_protection = no',
    '',
    ...options.daemonLines.map((line) => `  ${line}`),
    '',
    '  plugins {',
    '    vici {',
    `      socket = unix://${viciSocket}`,
    '    }',
    ...options.pluginLines.map((line) => `    ${line}`),
    ...(charon.tunnels.some(({ local }) => local.secondAddress !== undefined)
      ? [
          '    # A new address of the line leaves the SAs to dead peer detection. Otherwise charon would try to delete them',
          '    # from an address that it does not have any more.',
          '    kernel-netlink {',
          '      roam_events = no',
          '    }',
        ]
      : []),
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
    '  load = random pem openssl',
    '}',
    '',
  ].join('\n');
}
