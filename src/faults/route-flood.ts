import * as z from 'zod';
import { prefixCovers } from '../base/addresses.ts';
import { azureBgp } from '../definition/azure/bgp.ts';
import { announcedBy } from '../topology/announced.ts';
import { nothingBroken } from '../topology/broken.ts';
import { deviceNamed, sessionsAt, tunnelsAt, tunnelsWithSessionAt } from '../topology/find.ts';
import type { Topology } from '../topology/topology.ts';
import { fault } from './kit/define-fault.ts';
import { lasting } from './kit/parameters.ts';
import { notRunning } from './kit/running.ts';
import { seen } from './kit/seen.ts';
import { peerAddressesOf, withoutBgp, withoutSession } from './kit/session.ts';
import { checkOne, firstDevice } from './kit/target.ts';

/** The prefixes of the flood are of this one (RFC 6598), which designs do not use; only wires of the lab itself are in it, and have this length. */
const space = '100.64.0.0/10';
const length = 24;
const limit = azureBgp.prefixLimit.value;

/**
 * A device announces more prefixes than before, as after a careless redistribution. A gateway drops the session of a peer
 * that announces more than 4,000 (VPN Gateway FAQ). Azure does not say when it opens it again. Here an instance refuses
 * the peer until its session is cleared, which is done when the flood is over.
 */
export const routeFlood = fault({
  name: 'route-flood',
  summary: `a device announces many more prefixes. With more than ${limit} in all, the gateway closes the session until somebody clears it`,
  usualTarget: 'the first device',
  parameters: {
    ...lasting,
    prefixes: z
      .int()
      .min(1)
      .max(2 ** (length - 10))
      .default(limit + 1)
      .describe(
        `How many prefixes the device announces in addition. Default: ${limit + 1}, one more than Azure takes.`,
      ),
  },
  targetKinds: ['device'],
  notice: () => 'peers',
  targets: (setting) =>
    firstDevice(setting).filter((node) => peerAddressesOf(setting.topology, node).length > 0),
  check: ({ topology }, { target }) =>
    checkOne(topology, target, 'device') ??
    withoutBgp(topology, target) ??
    ownFile(topology, target) ??
    inUse(topology),
  impossibleNow: async (bench, { target }) =>
    (await notRunning(bench, target, 'bgpd')) ??
    (await withoutSession(bench, target, 'nobody would hear of more prefixes')),
  breaks: (topology, { target, parameters: { prefixes } }) => ({
    ...nothingBroken,
    ...(isTooMuch(topology, target, prefixes) && { sessions: tunnelsWithSessionAt(topology, target) }),
  }),
  undo({ topology, profile }, { target, parameters: { prefixes, lastsSeconds } }) {
    const afterSeconds = lastsSeconds ?? profile.repairSeconds;
    const cleared = isTooMuch(topology, target, prefixes) ? peersOf(topology, target) : [];
    return [
      { kind: 'run', node: target, script: withdraw(topology, target, prefixes), afterSeconds },
      ...cleared.map(({ node, address }) => ({
        kind: 'run' as const,
        node,
        script: `! pgrep -x bgpd >/dev/null || vtysh -c 'clear bgp ${address}'`,
        afterSeconds,
      })),
    ];
  },
  async apply(bench, { target, parameters: { prefixes } }) {
    const { topology } = bench;
    await bench.run(target, originate(topology, target, prefixes));
    return bench.timed(target, announce(topology, target));
  },
  async verify(bench, { target, parameters: { prefixes } }, appliedAt) {
    const { topology } = bench;
    if (!isTooMuch(topology, target, prefixes)) {
      const [peer] = tunnelsAt(topology, target)
        .filter(({ tunnel }) => tunnel.bgp)
        .flatMap(({ local, remote }) => bench.nodeWith(remote, local) ?? []);
      if (peer !== undefined) await bench.run(peer, hasLearned);
      return;
    }
    for (const { name, tunnel, nodes } of ends(topology, target)) {
      await seen(
        bench,
        `the end of the BGP session of ${name} with ${target}`,
        appliedAt,
        (event) =>
          event.kind === 'bgp' && nodes.includes(event.node) && event.neighbor === tunnel && !event.up,
      );
    }
  },
});

/** Whether the peers of a device close their sessions. */
const isTooMuch = (topology: Topology, node: string, prefixes: number): boolean =>
  announcedBy(topology, deviceNamed(topology, node)).length + prefixes > limit;

function ownFile(topology: Topology, node: string): string | undefined {
  return deviceNamed(topology, node).frr?.file === undefined
    ? undefined
    : `${node} has a bgpd.conf of its own, and the flood needs the prefix list to-azure of ours.`;
}

function inUse({ lab, nodes }: Topology): string | undefined {
  const taken = nodes
    .flatMap((node) => (node.role === 'site' || node.role === 'virtual-network' ? node.prefixes : []))
    .find((prefix) => prefix !== '0.0.0.0/0' && overlaps(prefix));
  return taken === undefined
    ? undefined
    : `${lab} has the prefix ${taken}, and the flood would be prefixes of ${space} as well.`;
}

const overlaps = (prefix: string): boolean => prefixCovers(space, prefix) || prefixCovers(prefix, space);

/** The other ends of a device's sessions. */
const ends = (topology: Topology, device: string) =>
  sessionsAt(topology, device)
    .filter(({ kind }) => kind === 'tunnel')
    .map(({ local, remote }) => ({ name: remote.name, nodes: remote.nodes, tunnel: local.address }));

/** The nodes that may have them, each with the address that it knows the device by. */
const peersOf = (topology: Topology, device: string) =>
  ends(topology, device).flatMap(({ nodes, tunnel }) => nodes.map((node) => ({ node, address: tunnel })));

const siteNeighbors = (topology: Topology, device: string): string[] =>
  sessionsAt(topology, device)
    .filter(({ kind }) => kind === 'site')
    .map(({ remote }) => remote.address);

/** bgpd gets all prefixes, and keeps them to itself yet. The site is never told: this is between the device and Azure. */
const originate = (topology: Topology, node: string, prefixes: number): string =>
  configure(topology, node, {
    global: [
      `ip prefix-list not-the-flood seq 5 deny ${space} le 32`,
      'ip prefix-list not-the-flood seq 10 permit 0.0.0.0/0 le 32',
    ],
    router: ['no bgp network import-check'],
    family: siteNeighbors(topology, node).map(
      (address) => `neighbor ${address} prefix-list not-the-flood out`,
    ),
    each: 'network',
    prefixes,
  });

/** The list decides what goes out to Azure; see the device's configuration. */
const announce = (topology: Topology, node: string): string =>
  [
    `vtysh -c 'configure terminal' -c '${permit}'`,
    ...peerAddressesOf(topology, node).map((address) => `vtysh -c 'clear bgp ${address} soft out'`),
  ].join('\n');

const withdraw = (topology: Topology, node: string, prefixes: number): string =>
  [
    'pgrep -x bgpd >/dev/null || exit 0',
    configure(topology, node, {
      global: [`no ${permit}`],
      router: ['bgp network import-check'],
      family: siteNeighbors(topology, node).map(
        (address) => `no neighbor ${address} prefix-list not-the-flood out`,
      ),
      each: 'no network',
      prefixes,
    }),
  ].join('\n');

/** The last entry of the list. */
const permit = `ip prefix-list to-azure seq 4294967295 permit ${space} ge ${length} le ${length}`;

interface Configuration {
  readonly global: readonly string[];
  readonly router: readonly string[];
  readonly family: readonly string[];
  /** The beginning of the line of each prefix. */
  readonly each: string;
  readonly prefixes: number;
}

function configure(
  topology: Topology,
  node: string,
  { global, router, family, each, prefixes }: Configuration,
): string {
  const file = '/run/route-flood.conf';
  return [
    '{',
    ...[
      ...global,
      `router bgp ${deviceNamed(topology, node).asn}`,
      ...router,
      'address-family ipv4 unicast',
      ...family,
    ].map((line) => `echo '${line}'`),
    `seq 0 ${prefixes - 1} | awk '{ printf "${each} 100.%d.%d.0/${length}\\n", 64 + $1 / 256, $1 % 256 }'`,
    `} >${file}`,
    `vtysh -d bgpd -f ${file} >/dev/null`,
    `rm ${file}`,
  ].join('\n');
}

/** Waits until an instance has the first prefix, 5 s at most. */
const hasLearned = [
  'tries=0',
  `until vtysh -c 'show bgp ipv4 unicast 100.64.0.0/${length}' | grep -q best; do`,
  '  tries=$((tries + 1))',
  '  [ $tries -lt 100 ] || { echo "no prefix of the flood after 5 s" >&2; exit 1; }',
  '  sleep 0.05',
  'done',
].join('\n');
