import * as z from 'zod';
import type { Lab } from '../lab/lab.ts';
import { type Broken, nothingBroken } from '../topology/broken.ts';
import { tunnelsAt } from '../topology/find.ts';
import type { Topology } from '../topology/topology.ts';
import { FaultError, type FaultRequest, fault } from './kit/fault.ts';
import { runScript } from './kit/instant.ts';
import { brokenWithout, checkLink, firstPublicLink, linkOf } from './kit/link.ts';
import { deleteTable, filterAt, tableName } from './kit/packet-filter.ts';
import { lasting } from './kit/parameters.ts';
import { checkTunnel, tunnelEnd } from './kit/tunnel.ts';

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
 * Packets vanish, and no link goes down: a firewall that was changed, a path on the internet that loses one protocol.
 * Of a whole link or of one tunnel; one way or both; everything, or only IKE, ESP or BGP.
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
  undo: (lab, request) => [
    {
      kind: 'run',
      node: placeOf(lab, request).node,
      script: deleteTable('inet', tableOf(request)),
      afterSeconds: request.parameters.lastsSeconds ?? lab.blueprint.profile.repairSeconds,
    },
  ],
  apply(lab, request) {
    const { node, ways } = placeOf(lab, request);
    const table = tableOf(request);
    const { direction, only } = request.parameters;
    const rules = (['in', 'out'] as const)
      .filter((way) => direction === 'both' || direction === way)
      .flatMap((way) =>
        ways(way).flatMap((where) =>
          matches(only).map((match) => `add rule inet ${table} ${way} ${where} ${match} counter drop`),
        ),
      );
    return filterAt(lab, node, openChains(table), rules.join('\n'));
  },
  async verify(lab, request) {
    const { node } = placeOf(lab, request);
    const shown = await runScript(lab, node, `nft list table inet ${tableOf(request)}`);
    if (!shown.includes('drop')) throw new FaultError(`The packet filter of ${node} drops nothing.`);
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

/** What is matched of the packets of one protocol; IKE and ESP are told apart by four zero bytes (RFC 3948, 2.2). */
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
  /** What is matched of the packets of one way; several where the packets may be on several devices. */
  readonly ways: (way: 'in' | 'out') => readonly string[];
}

function placeOf(lab: Lab, request: Request): Place {
  const { topology } = lab;
  const { only } = request.parameters;
  if (isTunnel(topology, request.target)) {
    const { node, local } = tunnelEnd(lab, request.target);
    const addresses = {
      in: `ip saddr ${local.remote.publicAddress} ip daddr ${local.local.publicAddress}`,
      out: `ip saddr ${local.local.publicAddress} ip daddr ${local.remote.publicAddress}`,
    };
    return { node, ways: only === 'bgp' ? on([local.interface]) : (way) => [addresses[way]] };
  }
  const { node, port } = linkOf(topology, request.target);
  // BGP with the peers is inside of the tunnels; with the router behind a LAN port it is not.
  const tunnels = only === 'bgp' && port.name === 'wan0' ? tunnelsAt(topology, node) : [];
  return { node, ways: on(tunnels.length > 0 ? tunnels.map((tunnel) => tunnel.interface) : [port.name]) };
}

const on =
  (devices: readonly string[]): Place['ways'] =>
  (way) =>
    devices.map((device) => `${way === 'in' ? 'iifname' : 'oifname'} "${device}"`);

/** Lost IKE or BGP alone takes no packet of a flow away; routes that go in good order do not either. */
function breaks(topology: Topology, { target, parameters: { only } }: Request): Broken {
  if (only === 'ike' || only === 'bgp') return nothingBroken;
  const broken = isTunnel(topology, target)
    ? { nodes: [], tunnels: [target] }
    : brokenWithout(topology, target);
  return only === 'esp' ? { ...broken, ikeAlive: true } : broken;
}

const isTunnel = ({ tunnels }: Topology, target: string): boolean =>
  tunnels.some(({ name }) => name === target);

const tableOf = ({ target, parameters: { direction, only } }: Request): string =>
  tableName('blackhole', target, direction, only ?? 'all');
