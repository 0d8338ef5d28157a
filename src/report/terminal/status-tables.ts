import type { Missing } from '../../lab/redundancy/missing.ts';
import { missingText } from '../../lab/redundancy/missing-text.ts';
import type { NodeStatus } from '../../lab/status/node-status.ts';
import type { NextHop } from '../../topology/next-hop.ts';
import { count } from '../words/quantities.ts';
import { textTable } from './text-table.ts';

/**
 * What the nodes of a lab have, as tables; what is missing, if anything; and what is broken on purpose.
 *
 * @param faults in words
 */
export function statusTables(
  nodes: readonly NodeStatus[],
  missing: readonly Missing[],
  faults: readonly string[],
): string {
  return [
    textTable([
      ['NODE', 'TUNNEL TO', 'IKE', 'CHILD', 'ESP', 'SINCE', 'BYTES IN', 'BYTES OUT'],
      ...nodes.flatMap(({ node, tunnels }) =>
        tunnels.map((tunnel) => [
          node,
          tunnel.client?.name ?? tunnel.peer,
          tunnel.ike,
          tunnel.child,
          tunnel.espProposal,
          `${tunnel.establishedSeconds} s`,
          count(tunnel.bytesIn),
          count(tunnel.bytesOut),
        ]),
      ),
    ]),
    '',
    ...clientTables(nodes),
    textTable([
      ['NODE', 'BGP NEIGHBOR', 'AS', 'STATE', 'SINCE', 'RECEIVED', 'SENT'],
      ...nodes.flatMap(({ node, sessions }) =>
        sessions.map((session) => [
          node,
          session.neighbor,
          String(session.remoteAs),
          session.state,
          `${session.upSeconds} s`,
          String(session.prefixesReceived),
          String(session.prefixesSent),
        ]),
      ),
    ]),
    '',
    textTable([
      ['NODE', 'ROUTE TO', 'OVER'],
      ...nodes.flatMap(({ node, routes }) =>
        routes.map(({ prefix, nextHops }) => [node, prefix, nextHops.map(hopText).join(', ')]),
      ),
    ]),
    '',
    ...faults.map((fault) => `Broken on purpose: ${fault}.`),
    missing.length === 0
      ? 'Fully redundant.'
      : `Missing: ${missingText(missing, 'With --format json, all are listed')}.`,
  ].join('\n');
}

/** Nothing if no gateway serves point-to-site clients. */
function clientTables(nodes: readonly NodeStatus[]): string[] {
  const rows = nodes.flatMap(({ node, tunnels }) =>
    tunnels.flatMap(({ client, child, establishedSeconds }) =>
      client ? [[client.name, node, client.address, child, `${establishedSeconds} s`]] : [],
    ),
  );
  return rows.length === 0
    ? []
    : [textTable([['CLIENT', 'SERVED BY', 'ADDRESS', 'CHILD', 'SINCE'], ...rows]), ''];
}

const hopText = ({ gateway, interface: name }: NextHop) => (gateway ? `${gateway} (${name})` : name);
