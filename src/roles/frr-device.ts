import type { Profile } from '../definition/profile.ts';
import { sessionsAt } from '../topology/find.ts';
import type { DeviceNode, Topology } from '../topology/topology.ts';
import {
  bfdSection,
  bgpPreamble,
  frrPreamble,
  indent,
  neighborLines,
  peersOnlyOverTheirWire,
  text,
} from './frr.ts';

/**
 * frr.conf of an on-premises device: eBGP to every instance through its own tunnel, all paths used at once, and
 * iBGP to the core router of the site, which announces the site's prefixes.
 */
export function deviceFrrConf(device: DeviceNode, topology: Topology, profile: Profile): string {
  const sessions = sessionsAt(topology, device.name);
  return text([
    ...frrPreamble(device.name),
    ...peersOnlyOverTheirWire,
    ...bfdSection(sessions, profile),
    '! Azure hears of this site and of nothing else, least of all of its own prefixes.',
    ...sitePrefixes(topology, device).map(
      (prefix, index) => `ip prefix-list to-azure seq ${5 * (index + 1)} permit ${prefix}`,
    ),
    '!',
    ...bgpPreamble(device.asn, device.bgpAddress),
    ...indent(sessions.flatMap((session) => neighborLines(session, profile))),
    ' !',
    ' address-family ipv4 unicast',
    ...indent(
      sessions
        .filter(({ kind }) => kind === 'site')
        .map(({ remote }) => `neighbor ${remote.address} next-hop-self`),
      2,
    ),
    ...indent(
      sessions
        .filter(({ kind }) => kind === 'tunnel')
        .map(({ remote }) => `neighbor ${remote.address} prefix-list to-azure out`),
      2,
    ),
    '  maximum-paths 8',
    ' exit-address-family',
    'exit',
  ]);
}

function sitePrefixes(topology: Topology, device: DeviceNode): readonly string[] {
  const routers = new Set(device.interfaces.map(({ attachedTo }) => attachedTo.node));
  return topology.nodes
    .filter((node) => node.role === 'site')
    .filter((site) => routers.has(site.name))
    .flatMap(({ prefixes }) => prefixes);
}
