import { dirname } from 'node:path';
import test from 'ava';
import { socketsOf } from '../../src/nodes/ipsec/dataplane.ts';
import { testContainer } from '../engine/real-engine.ts';

/** What a learner gets charon to do, who would be root in the node with all of its commands. */

const { viciSocket, openSocket } = socketsOf('charon', '/run/ipsec');

const strongswanConf = `charon-systemd {
  load = random nonce openssl hmac kdf socket-default kernel-netlink vici updown
  plugins {
    vici {
      socket = unix://${viciSocket}
    }
  }
}
swanctl {
  load = random pem openssl
}
`;

/** The script would run as root as soon as the tunnel is up. */
const swanctlConf = `connections {
  far {
    version = 2
    remote_addrs = 192.0.2.1
    local {
      auth = psk
    }
    remote {
      auth = psk
    }
    children {
      net {
        updown = /tmp/script
      }
    }
  }
}
secrets {
  ike-mine {
    secret = mine
  }
}
pools {
  mine {
    addrs = 10.1.0.0/24
  }
}
`;

const start = [
  '# A peer that does not answer.',
  'ip address add 10.9.9.9/32 dev lo',
  'ip route add 192.0.2.1 dev lo src 10.9.9.9',
  'install -d -m 700 /run/charon',
  'install -d /run/charon/charon /run/ipsec',
  'STRONGSWAN_CONF=/strongswan.conf charon-systemd &',
  `until grep -q ' 00010000 .* ${viciSocket}$' /proc/net/unix; do sleep 0.1; done`,
  `switchover-vici ${viciSocket}=${openSocket}`,
  'while :; do sleep 60; done',
];

test('a learner looks, starts and ends, and does not make charon load or forget anything', async (t) => {
  const container = await testContainer(t, start.join('\n'), {
    capabilities: ['KILL', 'NET_ADMIN', 'NET_BIND_SERVICE', 'NET_RAW', 'SETGID', 'SETUID'],
    scratch: 'in memory',
    files: new Map([
      ['/strongswan.conf', { content: strongswanConf }],
      ['/mine.conf', { content: swanctlConf }],
    ]),
  });
  await container.start();
  const listening = `tries=0; until [ -S ${openSocket} ] || [ $((tries += 1)) -gt 300 ]; do sleep 0.1; done`;
  await container.exec(['sh', '-c', listening]);
  const asLearner = async (script: string) => {
    const { exitCode, stdout, stderr } = await container.exec(['switchover-shell', 'sh', '-c', script]);
    return { exitCode, said: stdout + stderr };
  };

  const load = 'swanctl --load-conns --file /mine.conf';
  for (const command of [
    load,
    'swanctl --load-creds --noprompt --clear --file /mine.conf',
    'swanctl --load-pools --file /mine.conf',
    'swanctl --reload-settings',
    'swanctl --install --child net',
    'swanctl --redirect --ike far --gateway 127.0.0.3',
  ])
    t.regex((await asLearner(command)).said, /only root may change what charon has loaded/, command);
  for (const command of [`${load} --uri unix://${viciSocket}`, `ls ${dirname(viciSocket)}`])
    t.regex((await asLearner(command)).said, /Permission denied/, command);
  t.deepEqual(await asLearner('swanctl --list-conns; swanctl --list-pools'), { exitCode: 0, said: '' });

  const { exitCode, stderr } = await container.exec([
    'sh',
    '-c',
    `STRONGSWAN_CONF=/strongswan.conf ${load} --uri unix://${viciSocket}`,
  ]);
  t.is(exitCode, 0, stderr);
  t.regex((await asLearner('swanctl --list-conns')).said, /^far: IKEv2/);
  const started =
    'timeout 5 swanctl --log & sleep 1; swanctl --initiate --child net --timeout 1; swanctl --list-sas; wait';
  t.regex((await asLearner(started)).said, /\[IKE\] initiating IKE_SA far[\s\S]*far: #1, CONNECTING/);
  t.regex(
    (await asLearner('swanctl --terminate --ike far --force')).said,
    /terminate completed successfully/,
  );
  t.is((await asLearner('swanctl --stats && swanctl --list-sas')).exitCode, 0);

  // Those who hold their connections block only themselves: root has a socket of its own, and a gone client its place.
  const held = 'for i in $(seq 40); do timeout 3 swanctl --log >/dev/null & done; wait';
  await asLearner(held);
  t.is((await asLearner('swanctl --list-conns')).exitCode, 0);
  // None of them stays as a process without parent.
  t.is((await container.exec(['pgrep', '-c', 'switchover-vici'])).stdout.trim(), '1');
});
