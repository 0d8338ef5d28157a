/** The output of real programs: swanctl 5.9.8, `ip -json route` (iproute2 6.1), and vtysh of FRR 8.4. */

/** `swanctl --list-sas --raw` of a charon with one tunnel. */
export const oneSa = `list-sa event {vnet1gw-1 {uniqueid=1 version=2 state=ESTABLISHED local-host=131.107.72.22 local-port=14501 local-id=131.107.72.22 remote-host=203.0.113.11 remote-port=4500 remote-id=203.0.113.11 initiator-spi=b417a0d5e7ed3fce responder-spi=e893596a755bbf66 nat-local=yes nat-remote=yes nat-any=yes encr-alg=AES_CBC encr-keysize=256 integ-alg=HMAC_SHA2_256_128 prf-alg=PRF_HMAC_SHA2_256 dh-group=MODP_1024 established=228 rekey-time=28508 child-sas {net-1 {name=net uniqueid=1 reqid=1 state=INSTALLED mode=TUNNEL protocol=ESP encap=yes spi-in=ce679c76 spi-out=6eec7ae6 encr-alg=AES_GCM_16 encr-keysize=256 bytes-in=3750 packets-in=49 use-in=4 bytes-out=9044 packets-out=146 use-out=7 rekey-time=-16614 life-time=26772 install-time=228 local-ts=[0.0.0.0/0] remote-ts=[0.0.0.0/0]}}}}
list-sas reply {}
`;

/** The same of a charon that is still asking its peer, with a task queued. */
export const connectingSa = `list-sa event {device2 {uniqueid=3 version=2 state=CONNECTING local-host=203.0.113.10 local-port=15501 local-id=%any remote-host=131.107.72.23 remote-port=500 remote-id=%any initiator=yes initiator-spi=5a0a9ba19a4e1f6c responder-spi=0000000000000000 tasks-active=[IKE_VENDOR IKE_INIT IKE_NATD IKE_CERT_PRE IKE_AUTH IKE_CERT_POST IKE_CONFIG CHILD_CREATE IKE_AUTH_LIFETIME] child-sas {}}}
list-sas reply {}
`;

/** A gateway's output for a client that it has given an address. */
export const clientSa = `list-sa event {point-to-site {uniqueid=3 version=2 state=ESTABLISHED local-host=203.0.113.10 local-port=4500 local-id=azuregateway-5c888349-657a-3fb6-d362-3e4e8835c089.vpn.azure.com remote-host=198.51.100.11 remote-port=4500 remote-id=laptop2 initiator-spi=e53df9f2cbbc8175 responder-spi=0dd18b1d91f20d1a nat-remote=yes nat-any=yes encr-alg=AES_GCM_16 encr-keysize=256 prf-alg=PRF_HMAC_SHA2_384 dh-group=ECP_384 established=3 rekey-time=26106 remote-vips=[172.16.201.3] child-sas {net-3 {name=net uniqueid=3 reqid=3 state=INSTALLED mode=TUNNEL protocol=ESP encap=yes spi-in=79f0e370 spi-out=c0695fb3 encr-alg=AES_GCM_16 encr-keysize=256 bytes-in=504 packets-in=6 use-in=2 bytes-out=504 packets-out=6 use-out=2 rekey-time=22267 life-time=26997 install-time=3 local-ts=[0.0.0.0/0] remote-ts=[172.16.201.3/32]}}}}
list-sas reply {}
`;

export const noSa = 'list-sas reply {}\n';

export const bgpSummary = `{
"ipv4Unicast":{
  "routerId":"10.12.255.4",
  "as":65010,
  "vrfId":0,
  "vrfName":"default",
  "tableVersion":4,
  "ribCount":7,
  "ribMemory":1344,
  "peerCount":2,
  "peerMemory":1486816,
  "peers":{
    "10.12.255.5":{
      "hostname":"vnet1gw-1",
      "remoteAs":65010,
      "localAs":65010,
      "version":4,
      "msgRcvd":12,
      "msgSent":12,
      "tableVersion":0,
      "outq":0,
      "inq":0,
      "peerUptime":"00:00:31",
      "peerUptimeMsec":31499,
      "peerUptimeEstablishedEpoch":1795381861,
      "pfxRcd":4,
      "pfxSnt":4,
      "state":"Established",
      "peerState":"OK",
      "connectionsEstablished":1,
      "connectionsDropped":0,
      "desc":"vnet1gw-1",
      "idType":"ipv4"
    },
    "10.52.255.254":{
      "remoteAs":65050,
      "localAs":65010,
      "version":4,
      "msgRcvd":0,
      "msgSent":0,
      "tableVersion":0,
      "outq":0,
      "inq":0,
      "peerUptime":"never",
      "peerUptimeMsec":0,
      "pfxRcd":0,
      "pfxSnt":0,
      "state":"Active",
      "peerState":"OK",
      "connectionsEstablished":0,
      "connectionsDropped":0,
      "desc":"device2",
      "idType":"ipv4"
    }
  },
  "failedPeers":1,
  "displayedPeers":2,
  "totalPeers":2,
  "dynamicPeers":0,
  "bestPath":{
    "multiPathRelax":"false"
  }
}
}
`;

export const ipRoutes =
  '[{"dst":"default","gateway":"203.0.113.1","dev":"wan0","flags":[]},{"type":"blackhole","dst":"10.8.0.0/16","flags":[]},{"dst":"10.51.0.0/16","protocol":"bgp","metric":20,"flags":[],"nexthops":[{"gateway":"10.52.255.253","dev":"ipsec0","weight":1,"flags":[]},{"gateway":"10.52.255.254","dev":"ipsec1","weight":1,"flags":[]}]},{"dst":"10.52.255.253","dev":"ipsec0","protocol":"kernel","scope":"link","prefsrc":"10.12.255.4","flags":[]},{"dst":"203.0.113.0/24","dev":"wan0","protocol":"kernel","scope":"link","prefsrc":"203.0.113.10","flags":[]}]\n';

/** `switchover-stamp` and `date +%s%N`. */
export const clock = '965307938060\n1795802529084831286\n';

/** What the agent keeps in /run/switchover-arrivals. */
export const arrivals = 'ipsec0 963807938060\n';

/** `ip -json -statistics address show`, without the keys that are not read. */
export const ipAddresses =
  '[{"ifindex":1,"ifname":"lo","addr_info":[{"family":"inet","local":"127.0.0.1","prefixlen":8,"scope":"host","label":"lo"}],"stats64":{"rx":{"bytes":0,"packets":0},"tx":{"bytes":0,"packets":0}}},{"ifindex":4,"ifname":"wan0","addr_info":[{"family":"inet","local":"203.0.113.10","prefixlen":24,"scope":"global"},{"family":"inet","local":"203.0.113.12","prefixlen":32,"scope":"global"},{"family":"inet6","local":"fe80::ff:feb8:710a","prefixlen":64,"scope":"link"}],"stats64":{"rx":{"bytes":61800,"packets":412},"tx":{"bytes":59700,"packets":398}}},{"ifindex":5,"ifname":"ipsec0","addr_info":[],"stats64":{"rx":{"bytes":3750,"packets":49},"tx":{"bytes":9044,"packets":146}}}]\n';
