import { usualLocalPreference } from '../../definition/device-routing.ts';
import { announcedBy } from '../../topology/announced.ts';
import { configuredSessionsAt, type LocalTunnel, tunnelsAt } from '../../topology/find.ts';
import { sitePort } from '../../topology/site-nodes.ts';
import type { Topology } from '../../topology/topology.ts';
import type { DeviceNode } from '../../topology/topology-node.ts';
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
import { withOwnLines } from './own-lines.ts';
import { prefixList } from './prefix-list.ts';

/**
 * FRR of an on-premises device: eBGP to every instance through its own tunnel, with all paths in use at once, and
 * iBGP to the core router of the site, which announces the site's prefixes.
 */
export function deviceFrr(device: DeviceNode, topology: Topology): FrrConf {
  const sessions = configuredSessionsAt(topology, device.name);
  const tunnels = tunnelsAt(topology, device.name);
  const withBgp = tunnels.filter(({ tunnel }) => tunnel.bgp);
  const ranks = [...new Set(withBgp.map(rankOf))].sort((a, b) => a - b);
  const rankTo = (address: string) =>
    withBgp.filter(({ peerAddress }) => peerAddress === address).map(rankOf)[0] ?? 0;
  const repairs = sessions.some(({ remote }) => remote.nextHop !== undefined);
  const conf = frrConf(device.name, {
    sessions,
    mgmtd: peersOnlyOverTheirWire,
    staticd: tunnelRoutes(tunnels),
    bgpd: [
      ...tunnelPrefixes(tunnels, device.localPreference),
      '! Announce only this site to Azure, never its own prefixes.',
      ...prefixList(
        'to-azure',
        announcedBy(topology, device).map((prefix) => `permit ${prefix}`),
      ),
      '!',
      ...ranks.flatMap((rank) => policyOf(device, rank, repairs).lines),
      ...bgpPreamble(device.asn, routerIdOf(device), topology, device.gracefulRestart),
      ...indent(sessions.flatMap((session) => neighborLines(session, device.asn))),
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
            `neighbor ${remote.address} prefix-list to-azure out`,
            ...policyOf(device, rankTo(remote.address), remote.nextHop !== undefined).uses.map(
              (use) => `neighbor ${remote.address} ${use}`,
            ),
          ]),
        2,
      ),
      `  maximum-paths ${device.maximumPaths ?? mostPaths}`,
      ' exit-address-family',
      'exit',
    ],
  });
  return withOwnLines(conf, device.frr);
}

/** The devices of a pair share their other addresses, and the site's router tells its neighbours apart by their ids. */
const routerIdOf = ({ pair, interfaces, bgpAddress, publicAddress }: DeviceNode): string =>
  (pair && interfaces.find(({ name }) => name === sitePort)?.address) ?? bgpAddress ?? publicAddress;

const rankOf = ({ local: { rank = 0 } }: LocalTunnel): number => rank;

/**
 * The route maps of the tunnels of one rank, and how a neighbour uses them. The preference decides what the device and
 * its site use; the longer AS path, what Azure uses.
 *
 * @param repairs the gateway announces another address than its own as the next hop
 */
function policyOf({ asn, asPathPrepend, localPreference }: DeviceNode, rank: number, repairs: boolean) {
  const suffix = rank === 0 ? '' : `-${rank + 1}`;
  const prefers = rank > 0 || localPreference !== undefined;
  const prepends = asPathPrepend + rank;
  return {
    lines: [
      ...(repairs
        ? ['! The gateway announces one address as next hop, which is not behind every tunnel.']
        : []),
      ...(prefers
        ? routeMap(`from-azure${suffix}`, [
            `set local-preference ${(localPreference ?? usualLocalPreference) - rank}`,
            ...(repairs ? [throughItsTunnel] : []),
          ])
        : repairs
          ? routeMap(`from-azure${suffix}`, [throughItsTunnel])
          : []),
      ...(prepends > 0
        ? routeMap(`second-choice${suffix}`, [
            `set as-path prepend ${Array.from({ length: prepends }, () => asn).join(' ')}`,
          ])
        : []),
    ],
    uses: [
      ...(prefers || repairs ? [`route-map from-azure${suffix} in`] : []),
      ...(prepends > 0 ? [`route-map second-choice${suffix} out`] : []),
    ],
  };
}

const throughItsTunnel = 'set ip next-hop peer-address';

const routeMap = (name: string, lines: readonly string[]): string[] => [
  `route-map ${name} permit 10`,
  ...indent(lines),
  'exit',
  '!',
];
