import { pointToSiteAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import { tunnelInterface } from '../../topology/tunnel-interface.ts';
import type { Charon } from '../ipsec/dataplane.ts';
import { strongswanConf } from '../ipsec/strongswan/strongswan-conf.ts';
import type { Parts } from '../node-plan.ts';
import { authenticationOf } from './client-authentication.ts';
import { pointToSiteCharon, pointToSiteLines, pointToSiteStartLines } from './point-to-site-charon.ts';
import {
  pointToSiteConnection,
  pointToSiteServerConf,
  serverUpdownPath,
  serverUpdownScript,
} from './point-to-site-gateway-conf.ts';

/** The programs and files of an instance for VPN clients. */
export interface ClientService {
  readonly charon: Charon;
  readonly files: NonNullable<Parts['files']>;
  readonly startLines: readonly string[];
}

/**
 * The charon that serves clients, on every instance that may have their address. Without the address no client reaches
 * it.
 *
 * @param index of its tunnel device, after those of the tunnels between sites
 */
export function clientService(node: string, topology: Topology, index: number): ClientService | undefined {
  const service = pointToSiteAt(topology, node);
  if (!service) return undefined;
  const { dpd } = service;
  const authentication = authenticationOf(service.authentication);
  const charon = {
    ...pointToSiteCharon(index, { authentication, dpd }),
    clientConnection: pointToSiteConnection,
  };
  const device = tunnelInterface(index);
  const { name: gateway, publicAddress, serverName, shares } = service;
  const share = shares?.find((one) => one.node === node);
  return {
    charon,
    files: [
      [charon.strongswanConf, strongswanConf(charon)],
      [
        charon.swanctlConf,
        pointToSiteServerConf({
          gateway,
          addresses: shares?.map(({ address }) => address) ?? [publicAddress],
          serverName,
          addressPool: (share ?? service).addressPool,
          authentication,
          dpd,
          interface: device,
          dataplaneLines: pointToSiteLines,
        }),
      ],
      [serverUpdownPath, { content: serverUpdownScript, executable: true }],
    ],
    startLines: pointToSiteStartLines(charon, device),
  };
}
