import * as z from 'zod';
import { type Broken, nothingBroken } from '../topology/broken.ts';
import { isPublicPort } from '../topology/public-network.ts';
import type { Topology } from '../topology/topology.ts';
import { fault } from './kit/define-fault.ts';
import type { FaultRequest } from './kit/fault.ts';
import { FaultError } from './kit/fault-error.ts';
import { brokenWithout, checkLink, firstPublicLink, linkOf, tunnelsOver } from './kit/link.ts';
import { deleteTable, tableName } from './kit/packet-filter.ts';
import { lasting } from './kit/parameters.ts';
import { checkTunnel, tunnelEnd } from './kit/tunnel.ts';
import type { Situation } from './kit/workbench.ts';

const parameters = {
  ...lasting,
  direction: z
    .enum(['in', 'out', 'both'])
    .default('both')
    .describe('Which way, seen from the node that it happens to. Default: both.'),
  only: z
    .enum(['ike', 'esp', 'bgp'])
    .optional()
    .describe('The only protocol that is lost. Default: everything is.'),
};

type Request = FaultRequest<z.output<z.ZodObject<typeof parameters>>>;

/**
 * Packets vanish, and no link goes down: a firewall was changed, or a path on the internet loses one protocol. It takes
 * the packets of a whole link or of one tunnel; one way or both; all of them, or only IKE, ESP or BGP.
 */
export const blackhole = fault({
  name: 'blackhole',
  summary: 'packets of a link or a tunnel vanish',
  usualTarget: 'the public link of the first device',
  parameters,
  targetKinds: ['link', 'tunnel'],
  canFlap: true,
  notice: () => 'nobody',
  targets: firstPublicLink,
  check: ({ topology }, { target }) =>
    isTunnel(topology, target) ? checkTunnel(topology, target) : checkLink(topology, target),
  breaks,
  undo: (situation, request) => [
    {
      kind: 'run',
      node: placeOf(situation, request).node,
      script: deleteTable('inet', tableOf(request)),
      afterSeconds: request.parameters.lastsSeconds ?? situation.profile.repairSeconds,
    },
  ],
  apply(bench, request) {
    const { node, ways } = placeOf(bench, request);
    const table = tableOf(request);
    const { direction, only } = request.parameters;
    const rules = (['in', 'out'] as const)
      .filter((way) => direction === 'both' || direction === way)
      .flatMap((way) =>
        ways(way).flatMap((where) =>
          matches(only).map((match) => `add rule inet ${table} ${way} ${where} ${match} counter drop`),
        ),
      );
    return bench.changeFilter(node, { prepare: openChains(table), apply: rules.join('\n') });
  },
  async verify(bench, request) {
    const { node } = placeOf(bench, request);
    const shown = await bench.run(node, `nft list table inet ${tableOf(request)}`);
    if (!shown.includes('drop'))
      throw new FaultError(`The packet filter of ${node} drops nothing.`, { node });
  },
});

/**
 * Before address translation on the way in and after it on the way out: both see the ports that are on the wire, also
 * where every tunnel has a charon of its own.
 */
const openChains = (table: string): string => `
table inet ${table} {
  chain in { type filter hook prerouting priority -400; }
  chain out { type filter hook postrouting priority 300; }
}
`;

/** Expressions that match the packets of one protocol; four zero bytes tell IKE from ESP (RFC 3948, 2.2). */
function matches(only: Request['parameters']['only']): string[] {
  switch (only) {
    case undefined:
      return [''];
    case 'ike':
      return ['udp dport 500', 'udp dport 4500 @th,64,32 0'];
    case 'esp':
      return ['udp dport 4500 @th,64,32 != 0', 'meta l4proto esp'];
    case 'bgp':
      return ['tcp dport 179', 'tcp sport 179'];
  }
}

interface Place {
  readonly node: string;
  /** Expressions that match the packets of one way; several where the packets may be on several interfaces. */
  readonly ways: (way: 'in' | 'out') => readonly string[];
}

function placeOf(situation: Situation, { target, parameters: { only } }: Request): Place {
  const { topology } = situation;
  if (isTunnel(topology, target)) {
    const { node, local } = tunnelEnd(situation, target);
    const addresses = {
      in: `ip saddr ${local.remote.publicAddress} ip daddr ${local.localAddress}`,
      out: `ip saddr ${local.localAddress} ip daddr ${local.remote.publicAddress}`,
    };
    return { node, ways: only === 'bgp' ? on([local.interface]) : (way) => [addresses[way]] };
  }
  const { node, port } = linkOf(topology, target);
  // BGP with the peers is inside the tunnels; with the router behind a LAN port it is not.
  const tunnels = only === 'bgp' && isPublicPort(port.name) ? tunnelsOver(topology, node, port.name) : [];
  return { node, ways: on(tunnels.length > 0 ? tunnels.map((tunnel) => tunnel.interface) : [port.name]) };
}

const on =
  (interfaces: readonly string[]): Place['ways'] =>
  (way) =>
    interfaces.map((name) => `${way === 'in' ? 'iifname' : 'oifname'} "${name}"`);

/** Flows keep their path when only IKE is lost. Without BGP their routes go, and the tunnels still carry packets. */
function breaks(topology: Topology, { target, parameters: { only } }: Request): Broken {
  if (only === 'ike') return nothingBroken;
  const broken = isTunnel(topology, target)
    ? { nodes: [], tunnels: [target] }
    : brokenWithout(topology, target);
  if (only === 'bgp') return { ...nothingBroken, sessions: sessionsOver(topology, broken) };
  if (only === 'esp') return { ...nothingBroken, tunnels: broken.tunnels, ikeAlive: true };
  return broken;
}

const sessionsOver = ({ tunnels }: Topology, broken: Broken): string[] =>
  tunnels.filter(({ name, bgp }) => bgp && broken.tunnels.includes(name)).map(({ name }) => name);

const isTunnel = ({ tunnels }: Topology, target: string): boolean =>
  tunnels.some(({ name }) => name === target);

const tableOf = ({ target, parameters: { direction, only } }: Request): string =>
  tableName('blackhole', target, direction, only ?? 'all');
