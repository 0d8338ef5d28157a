import { hostBehindGateway } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { ClientNode } from '../../topology/topology-node.ts';
import { tunnelInterfacePrefix } from '../../topology/tunnel-interface.ts';
import { charonNeeds } from '../capabilities.ts';
import { type Dataplane, openToLearners } from '../ipsec/dataplane.ts';
import { strongswanConf } from '../ipsec/strongswan/strongswan-conf.ts';
import { type NodePlan, plan } from '../node-plan.ts';
import { connected, connectOnce, unlocked } from '../scripts/connect-script.ts';
import { loadLine } from '../scripts/load-line.ts';
import { retryScript, startRetrying } from '../scripts/retry-script.ts';
import { paths } from '../scripts/start-script.ts';
import { authenticationOf } from './client-authentication.ts';
import { pointToSiteCharon, pointToSiteLines, pointToSiteStartLines } from './point-to-site-charon.ts';
import { clientUpdownPath, clientUpdownScript, pointToSiteClientConf } from './point-to-site-client-conf.ts';

/** A client. It connects when it is told that the gateway is ready, and again whenever it loses the connection. */
export function planClient(node: ClientNode, topology: Topology, dataplane: Dataplane): NodePlan {
  const authentication = authenticationOf(node.authentication);
  const { dpd, tunnelInterface } = node;
  const host = hostBehindGateway(topology, node);
  const charon = pointToSiteCharon(0, { authentication, dpd });
  const started = [{ charon, connection: node.gateway, interface: tunnelInterface }];
  return plan(node, {
    files: [
      [charon.strongswanConf, strongswanConf(charon)],
      [
        charon.swanctlConf,
        pointToSiteClientConf({
          name: node.name,
          publicAddress: node.publicAddress,
          gateway: node.gateway,
          serverAddress: node.serverAddress,
          serverName: node.serverName,
          authentication,
          dpd,
          interface: tunnelInterface,
          routes: node.routes,
          dataplaneLines: pointToSiteLines,
        }),
      ],
      [clientUpdownPath, { content: clientUpdownScript, executable: true }],
      [
        paths.connect,
        {
          content: [
            '#!/bin/sh -eu',
            ...connectOnce,
            loadLine(charon),
            `${startRetrying} ${unlocked} &`,
            connected,
            '',
          ].join('\n'),
          executable: true,
        },
      ],
      [paths.retry, { content: retryScript(started, topology.tunnelRetrySeconds), executable: true }],
    ],
    lines: [...pointToSiteStartLines(charon, tunnelInterface), ...openToLearners([charon])],
    status: { charons: [charon], routing: false },
    agentOptions: [
      ...['--vici', `${charon.name}=${charon.viciSocket}`],
      ...['--counters', tunnelInterfacePrefix],
      ...(host ? ['--keepalive', `${tunnelInterface}=${host.address}`] : []),
    ],
    capabilities: charonNeeds,
    devices: dataplane.devices,
  });
}
