import { configuredSessionsAt, type LocalSession, tunnelsAt } from '../../topology/find.ts';
import type { DeviceNode, Topology } from '../../topology/topology.ts';
import {
  bgpPreamble,
  type FrrConf,
  frrConf,
  indent,
  mostPaths,
  neighborLines,
  passedOn,
  peersOnlyOverTheirWire,
  tunnelPrefixes,
  tunnelRoutes,
} from './frr.ts';
import { prefixList } from './prefix-list.ts';

/**
 * FRR of an on-premises device: eBGP to every instance through its own tunnel, with all paths in use at once, and
 * iBGP to the core router of the site, which announces the site's prefixes.
 */
export function deviceFrr(device: DeviceNode, topology: Topology): FrrConf {
  const sessions = configuredSessionsAt(topology, device.name);
  const tunnels = tunnelsAt(topology, device.name);
  return frrConf(device.name, {
    sessions,
    mgmtd: peersOnlyOverTheirWire,
    staticd: tunnelRoutes(tunnels),
    bgpd: [
      ...tunnelPrefixes(tunnels),
      '! Announce only this site to Azure, never its own prefixes.',
      ...prefixList(
        'to-azure',
        sitePrefixes(topology, device).map((prefix) => `permit ${prefix}`),
      ),
      '!',
      ...prepending(device),
      ...repairing(sessions),
      ...bgpPreamble(device.asn, device.bgpAddress ?? device.publicAddress),
      ...indent(sessions.flatMap(neighborLines)),
      ' !',
      ' address-family ipv4 unicast',
      ...indent(passedOn(tunnels), 2),
      ...indent(
        sessions
          .filter(({ kind }) => kind === 'site')
          .map(({ remote }) => `neighbor ${remote.address} next-hop-self`),
        2,
      ),
      ...indent(
        sessions
          .filter(({ kind }) => kind === 'tunnel')
          .flatMap(({ remote }) => [
            ...(remote.nextHop === undefined ? [] : [`neighbor ${remote.address} route-map from-azure in`]),
            `neighbor ${remote.address} prefix-list to-azure out`,
            ...(device.asPathPrepend > 0 ? [`neighbor ${remote.address} route-map second-choice out`] : []),
          ]),
        2,
      ),
      `  maximum-paths ${mostPaths}`,
      ' exit-address-family',
      'exit',
    ],
  });
}

function sitePrefixes(topology: Topology, device: DeviceNode): readonly string[] {
  const routers = new Set(device.interfaces.map(({ attachedTo }) => attachedTo.node));
  return topology.nodes
    .filter((node) => node.role === 'site')
    .filter((site) => routers.has(site.name))
    .flatMap(({ prefixes }) => prefixes);
}

/** The route map that makes AS paths longer, for a device that is the second choice. */
function prepending({ asn, asPathPrepend }: DeviceNode): string[] {
  if (asPathPrepend === 0) return [];
  return [
    'route-map second-choice permit 10',
    ` set as-path prepend ${Array.from({ length: asPathPrepend }, () => asn).join(' ')}`,
    'exit',
    '!',
  ];
}

/** The route map for a gateway that announces another address than its own as the next hop. */
function repairing(sessions: readonly LocalSession[]): string[] {
  if (sessions.every(({ remote }) => remote.nextHop === undefined)) return [];
  return [
    '! The gateway announces its first APIPA address as next hop, which is not behind every tunnel.',
    'route-map from-azure permit 10',
    ' set ip next-hop peer-address',
    'exit',
    '!',
  ];
}
