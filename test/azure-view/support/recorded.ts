/**
 * What az printed for a real active-active gateway (What The Hack, BGP, challenge 2), as tables. Names and addresses are
 * those of recorded-plan.yaml in place of the recorded ones; durations and counters are as recorded. Rows about peers of
 * other connections, which this plan does not have, are left out.
 */
export const recordedPeers = `
Neighbor    ASN    State      ConnectedDuration    RoutesReceived    MessagesSent    MessagesReceived
----------  -----  ---------  -------------------  ----------------  --------------  ------------------
10.74.0.10  65174  Connected  00:06:17.5755203     4                 9               14
10.72.0.4   65012  Connected  20:21:58.1068813     7                 1426            1426
10.72.0.5   65012  Unknown                         0                 0               0
10.74.0.10  65174  Connected  00:06:16.9122216     4                 10              14
10.72.0.4   65012  Unknown                         0                 0               0
10.72.0.5   65012  Connected  20:21:58.2603366     7                 1424            1428
`;

/** The prefixes of the device come in the order of their numbers here; the recording has them the other way round. */
export const recordedLearned = `
Network        NextHop     Origin    SourcePeer    AsPath    Weight
-------------  ----------  --------  ------------  --------  --------
10.72.0.0/16               Network   10.72.0.5               32768
10.74.0.10/32              Network   10.72.0.5               32768
10.74.0.10/32  10.72.0.4   IBgp      10.72.0.4               32768
10.74.0.0/16   10.74.0.10  EBgp      10.74.0.10    65174     32768
10.74.0.0/16   10.72.0.4   IBgp      10.72.0.4     65174     32768
10.75.0.0/16   10.74.0.10  EBgp      10.74.0.10    65174     32768
10.75.0.0/16   10.72.0.4   IBgp      10.72.0.4     65174     32768
10.72.0.0/16               Network   10.72.0.4               32768
10.74.0.10/32              Network   10.72.0.4               32768
10.74.0.10/32  10.72.0.5   IBgp      10.72.0.5               32768
10.74.0.0/16   10.74.0.10  EBgp      10.74.0.10    65174     32768
10.74.0.0/16   10.72.0.5   IBgp      10.72.0.5     65174     32768
10.75.0.0/16   10.74.0.10  EBgp      10.74.0.10    65174     32768
10.75.0.0/16   10.72.0.5   IBgp      10.72.0.5     65174     32768
`;

export const recordedAdvertised = `
Network       NextHop    Origin    SourcePeer    AsPath    Weight
------------  ---------  --------  ------------  --------  --------
10.72.0.0/16  10.72.0.5  Igp                     65012     0
10.72.0.0/16  10.72.0.4  Igp                     65012     0
`;

/** Next hops of one prefix come in the order of the instances here; the recording has them in no order. */
export const recordedEffective = `
Source                 State    Address Prefix    Next Hop Type          Next Hop IP
---------------------  -------  ----------------  ---------------------  -------------
Default                Active   10.72.0.0/16      VnetLocal
VirtualNetworkGateway  Active   10.74.0.10/32     VirtualNetworkGateway  10.72.0.4
VirtualNetworkGateway  Active   10.74.0.10/32     VirtualNetworkGateway  10.72.0.5
VirtualNetworkGateway  Active   10.74.0.0/16      VirtualNetworkGateway  10.72.0.4
VirtualNetworkGateway  Active   10.74.0.0/16      VirtualNetworkGateway  10.72.0.5
VirtualNetworkGateway  Active   10.75.0.0/16      VirtualNetworkGateway  10.72.0.4
VirtualNetworkGateway  Active   10.75.0.0/16      VirtualNetworkGateway  10.72.0.5
Default                Active   0.0.0.0/0         Internet
Default                Active   10.0.0.0/8        None
Default                Active   100.64.0.0/10     None
Default                Active   192.168.0.0/16    None
Default                Active   25.33.80.0/20     None
Default                Active   25.41.3.0/25      None
`;
