import { listed } from '../../base/listed.ts';
import { carryingNothing, missingText } from '../../lab/redundancy/missing-text.ts';
import type { Look } from '../../lab/snapshot/look.ts';
import type { NodeStatus } from '../../lab/status/node-status.ts';
import type { NextHop } from '../../topology/next-hop.ts';
import { activeFaultText } from '../words/active-fault-text.ts';
import { count } from '../words/quantities.ts';
import { labOverview } from './lab-overview.ts';
import { textTable } from './text-table.ts';

/** With more tunnels than this, each node gets a line in place of each of its tunnels, sessions and routes. */
const mostTunnels = 20;

/** What the nodes of a lab have, as tables; what is missing, if anything; and what is broken on purpose. */
export function statusTables({ snapshot, statuses }: Pick<Look, 'snapshot' | 'statuses'>): string {
  const { missing, faults, tunnels } = snapshot;
  const routers = snapshot.nodes.filter(({ role }) => role !== 'host' && role !== 'internet');
  const nodes = statuses.filter(({ node }) => routers.some(({ name }) => name === node));
  const silent = carryingNothing(missing);
  return [
    ...(tunnels.length > mostTunnels
      ? [labOverview(snapshot), 'With --format json, all tunnels, sessions and routes are listed.', '']
      : partTables(nodes)),
    ...faults.map((fault) => `Broken on purpose: ${activeFaultText(fault)}.`),
    ...(silent === undefined ? [] : [silent]),
    missing.length === 0
      ? 'Fully redundant.'
      : `Missing: ${missingText(missing, 'With --format json, all are listed')}.`,
  ].join('\n');
}

/** A row for each tunnel, client, session and route. */
function partTables(nodes: readonly NodeStatus[]): string[] {
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
        routes.map(({ prefix, nextHops }) => [node, prefix, listed(nextHops.map(hopText))]),
      ),
    ]),
    '',
  ];
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
