import test from 'ava';
import { type ClientAuthentication, eapSecrets } from '../../../src/nodes/point-to-site/point-to-site.ts';
import {
  clientUpdownScript,
  type PointToSiteClient,
  pointToSiteClientConf,
} from '../../../src/nodes/point-to-site/point-to-site-client-conf.ts';
import {
  type PointToSiteServer,
  pointToSiteServerConf,
  serverUpdownScript,
} from '../../../src/nodes/point-to-site/point-to-site-gateway-conf.ts';

const serverName = 'azuregateway-7d1b6c9e-5b1a-4a53-9d59-0d3a8f6a1c11.vpn.azure.com';
const dpd = { delaySeconds: 20, retransmitSeconds: 5, retransmitTries: 4 };

const server: PointToSiteServer = {
  gateway: 'VNet1GW',
  addresses: ['203.0.113.12'],
  serverName,
  addressPool: ['172.16.201.0/25', '172.16.202.0/25'],
  authentication: 'certificate',
  dpd,
  interface: 'ipsec2',
  dataplaneLines: ['encap = yes'],
};

const client: PointToSiteClient = {
  name: 'laptop',
  publicAddress: '198.51.100.10',
  gateway: 'vnet1gw',
  serverAddress: '203.0.113.12',
  serverName,
  authentication: 'certificate',
  dpd,
  interface: 'ipsec0',
  routes: ['10.11.0.0/16', '10.12.0.0/16'],
  dataplaneLines: ['encap = yes'],
};

test('the gateway accepts clients by certificate, and gives each an address from the pool', (t) => {
  t.is(
    pointToSiteServerConf(server),
    `connections {
  # Clients of VNet1GW
  point-to-site {
    version = 2
    local_addrs = 203.0.113.12
    proposals = aes256gcm16-prfsha384-prfsha256-modp2048s256-modp2048-ecp384-ecp256, aes256-sha384-sha256-modp2048s256-modp2048-ecp384-ecp256, aes256-sha256-modp1024
    rekey_time = 28800s
    dpd_delay = 20s
    mobike = no
    # A client that comes back replaces its old SAs.
    unique = replace
    pools = clients0, clients1
    send_cert = always
    encap = yes
    local {
      auth = pubkey
      certs = own.pem
      id = ${serverName}
    }
    remote {
      auth = eap-tls
      eap_id = %any
      cacerts = trusted.pem
    }
    children {
      net {
        local_ts = 0.0.0.0/0
        esp_proposals = aes256gcm16-modpnone-modp2048s256-modp2048-ecp384-ecp256, aes256-sha256-modpnone-modp2048s256-modp2048-ecp384-ecp256, aes256-sha1
        rekey_time = 24300s
        life_time = 27000s
        start_action = none
        close_action = none
        dpd_action = clear
        # The address of a client is routed into the tunnel while the client is connected.
        updown = /etc/ipsec/updown-client ipsec2
      }
    }
  }
}

pools {
  clients0 {
    addrs = 172.16.201.0/25
  }
  clients1 {
    addrs = 172.16.202.0/25
  }
}
`,
  );
});

test('a client asks for an address, routes the virtual network into the tunnel, and is always on', (t) => {
  t.is(
    pointToSiteClientConf(client),
    `connections {
  vnet1gw {
    version = 2
    local_addrs = 198.51.100.10
    remote_addrs = 203.0.113.12
    # Any address that the gateway assigns.
    vips = 0.0.0.0
    proposals = aes256gcm16-prfsha384-ecp384, aes256-sha256-modp2048
    rekey_time = 28800s
    dpd_delay = 20s
    mobike = no
    # Retry failed attempts forever.
    keyingtries = 0
    encap = yes
    local {
      auth = eap-tls
      certs = own.pem
      id = laptop
    }
    remote {
      auth = pubkey
      cacerts = trusted.pem
      id = ${serverName}
    }
    children {
      net {
        remote_ts = 0.0.0.0/0
        esp_proposals = aes256gcm16, aes256-sha256
        rekey_time = 24300s
        life_time = 27000s
        start_action = start
        # Always on: reconnect at once when the gateway closes the connection, ...
        close_action = start
        # ... and when it is found dead.
        dpd_action = restart
        # Routes into the tunnel, while it is up.
        updown = /etc/ipsec/updown-gateway ipsec0 10.11.0.0/16 10.12.0.0/16
      }
    }
  }
}
`,
  );
});

test('with passwords, the gateway trusts no authority for clients, and both ends load their secrets', (t) => {
  const gatewayConf = pointToSiteServerConf({ ...server, authentication: 'password' });
  t.is(section(gatewayConf, 'remote'), '      auth = eap-mschapv2\n      eap_id = %any\n');
  t.true(gatewayConf.endsWith('}\n\ninclude secrets.conf\n'));

  const clientConf = pointToSiteClientConf({ ...client, authentication: 'password' });
  t.is(section(clientConf, 'local'), '      auth = eap-mschapv2\n      id = laptop\n');
  t.true(clientConf.endsWith('}\n\ninclude secrets.conf\n'));
});

for (const authentication of ['certificate', 'password'] as const satisfies readonly ClientAuthentication[]) {
  test(`${authentication}: the gateway itself always has a certificate, for the name that clients expect`, (t) => {
    const local = section(pointToSiteServerConf({ ...server, authentication }), 'local');
    t.is(local, `      auth = pubkey\n      certs = own.pem\n      id = ${serverName}\n`);
    const remote = section(pointToSiteClientConf({ ...client, authentication }), 'remote');
    t.is(remote, `      auth = pubkey\n      cacerts = trusted.pem\n      id = ${serverName}\n`);
  });
}

test('every user has a different password', (t) => {
  t.is(
    eapSecrets(
      new Map([
        ['laptop', 'xZ-1_a'],
        ['tablet', 'qW-2_b'],
      ]),
    ),
    `secrets {
  eap-laptop {
    id = laptop
    secret = "xZ-1_a"
  }
  eap-tablet {
    id = tablet
    secret = "qW-2_b"
  }
}
`,
  );
});

test('the connection has the settings of the dataplane on both sides', (t) => {
  const dataplaneLines = ['if_id_in = 7', 'if_id_out = 7'];
  for (const conf of [
    pointToSiteServerConf({ ...server, dataplaneLines }),
    pointToSiteClientConf({ ...client, dataplaneLines }),
  ]) {
    t.true(conf.includes('\n    if_id_in = 7\n    if_id_out = 7\n'));
    t.false(conf.includes('encap'));
  }
});

test('the route scripts undo on the way down what they did on the way up', (t) => {
  for (const script of [serverUpdownScript, clientUpdownScript]) {
    t.regex(script, /^#!\/bin\/sh\n/);
    t.regex(script, /\nup-client\).*ip route replace.*\ndown-client\).*ip route delete/s);
  }
});

/** The content of the first section of that name. */
const section = (conf: string, name: string): string =>
  new RegExp(`^ {4}${name} \\{\\n([^}]*?) {4}\\}$`, 'm').exec(conf)?.[1] ?? '';
