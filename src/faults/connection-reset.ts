import { spanOf } from '../base/bracket.ts';
import { listed } from '../base/listed.ts';
import { nothingBroken } from '../topology/broken.ts';
import { connectionIndex, isOf } from '../topology/fault-target.ts';
import type { Topology } from '../topology/topology.ts';
import type { Tunnel } from '../topology/tunnel.ts';
import { fault } from './kit/define-fault.ts';
import { FaultError } from './kit/fault-error.ts';
import { seen, tunnelDown } from './kit/seen.ts';
import { beginScript, endDownAlready, type NodeEnd, terminate, tunnelEnd } from './kit/tunnel.ts';
import type { Situation } from './kit/workbench.ts';

/**
 * Azure's reset of a connection negotiates the SAs of that connection again, those of both instances, and reboots nothing
 * (Reset a VPN gateway or a connection). Azure does not say how. We assume that the gateway deletes them with an IKE
 * DELETE, so that the peer knows, and starts IKE again at once unless the peer is the one that starts it.
 */
export const connectionReset = fault({
  name: 'connection-reset',
  summary:
    'all tunnels of one connection are negotiated again. Azure does not say that the gateway deletes them first; we assume it',
  usualTarget: 'the first connection',
  parameters: {},
  targetKinds: ['connection'],
  notice: () => 'peers',
  targets: ({ topology }) => connectionsOf(topology).slice(0, 1),
  check: ({ topology }, { target }) =>
    tunnelsOf(topology, target).length > 0
      ? undefined
      : `${topology.lab} has no connection "${target}". It has: ${listed(connectionsOf(topology))}.`,
  async impossibleNow(bench, { target }) {
    for (const end of endsOf(bench, target)) {
      const objection = await endDownAlready(bench, end);
      if (objection !== undefined) return objection;
    }
    return undefined;
  },
  breaks: (topology, { target }) => ({
    ...nothingBroken,
    tunnels: tunnelsOf(topology, target).map(({ name }) => name),
    returns: true,
  }),
  undo: () => [],
  async apply(bench, { target }) {
    const ends = endsOf(bench, target);
    if (ends.length === 0) throw new FaultError(`No instance with a tunnel of ${target} runs.`, { target });
    const moments = ends.map((end) =>
      bench.timed(
        end.node,
        terminate(end, '--timeout 1'),
        end.local.initiates ? beginScript(end) : undefined,
      ),
    );
    return spanOf(await Promise.all(moments));
  },
  async verify(bench, { target }, appliedAt) {
    for (const { node, local } of endsOf(bench, target)) {
      await tunnelDown(bench, { node, tunnel: local.connection }, appliedAt);
      await seen(
        bench,
        `a new tunnel to ${local.connection} on ${node}`,
        appliedAt,
        (event) =>
          event.node === node && event.kind === 'child' && event.tunnel === local.connection && event.up,
      );
    }
  },
});

/** Names in lower case, as targets are. */
const connectionsOf = ({ tunnels }: Topology): string[] => [
  ...new Set(tunnels.flatMap(({ connections }) => connections.map((name) => name.toLowerCase()))),
];

const tunnelsOf = ({ tunnels }: Topology, connection: string): Tunnel[] =>
  tunnels.filter((tunnel) => isOf(tunnel, connection));

/** The ends at the gateway whose connection it is, as far as their instances run. */
const endsOf = (situation: Situation, connection: string): NodeEnd[] =>
  tunnelsOf(situation.topology, connection).flatMap((tunnel) => {
    const end = tunnel.ends[connectionIndex(tunnel, connection)];
    const runs = end?.nodes.some((node) => situation.runs(node)) ?? false;
    return runs ? [tunnelEnd(situation, tunnel.name, end?.name)] : [];
  });
