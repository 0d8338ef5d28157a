import type { Path } from '../../definition/sources/path.ts';
import type { BgpSession } from '../../topology/bgp-session.ts';
import { expectedRoutes } from '../../topology/expected-routes.ts';
import { prefixOf } from '../checks/route.ts';
import { sameName } from '../checks/same-name.ts';
import type { RouteCondition, SessionCondition } from '../format/lesson.ts';
import { conditionsIn, type PlacedCondition } from './conditions-in.ts';
import { type KnownNames, knownNames, unlessKnown } from './known-names.ts';
import type { LessonBreach, LessonRule, LessonSubject } from './rule.ts';

/** Names in conditions, actions and the body. Those of faults' targets are checked with the faults. */
export const namesExist: LessonRule = {
  name: 'unknown-name',
  reason: 'A check about something that the lab does not have never holds, or always.',
  check: (subject) => {
    const names = knownNames(subject.topology);
    return [
      ...conditionsIn(subject.lesson).flatMap((placed) => inCondition(placed, names, subject)),
      ...inActions(names, subject),
      ...inBody(names, subject),
    ];
  },
};

function inCondition(
  { condition, path }: PlacedCondition,
  names: KnownNames,
  subject: LessonSubject,
): LessonBreach[] {
  switch (condition.kind) {
    case 'tunnel':
      return condition.of.name === 'all'
        ? []
        : unlessKnown('tunnel', condition.of.name, names.tunnels, [...path, 'name']);
    case 'session':
      return inSession(condition.of, names, path, subject);
    case 'route':
      return inRoute(condition.of, names, path, subject);
    case 'holder': {
      const { floating } = subject.topology;
      const { gateway, end, node } = condition.of;
      const own = floating.filter((one) => sameName(gateway, one.gateway));
      return [
        ...unlessKnown(
          'gateway with an address that moves,',
          gateway,
          floating.map((one) => one.gateway),
          [...path, 'gateway'],
        ),
        ...(end === undefined || own.length === 0
          ? []
          : unlessKnown(
              'end with an address that moves,',
              end,
              own.map(({ name }) => name),
              [...path, 'end'],
            )),
        ...(node === undefined || own.length === 0
          ? []
          : unlessKnown(
              'node that can have that address,',
              node,
              own.flatMap(({ nodes }) => nodes),
              [...path, 'node'],
            )),
      ];
    }
    case 'timer':
      return condition.of.connection === 'all'
        ? []
        : unlessKnown('connection', condition.of.connection, names.connections, [...path, 'connection']);
    default:
      return [];
  }
}

function inSession(
  { at, peer }: SessionCondition,
  names: KnownNames,
  path: Path,
  { topology }: LessonSubject,
): LessonBreach[] {
  const unknown = unlessKnown('node', at, names.nodes, [...path, 'at']);
  if (unknown.length > 0) return unknown;
  const peers = topology.sessions.flatMap(({ ends: [first, second] }) => [
    ...(isAt(first, at) ? [second.name, ...second.nodes] : []),
    ...(isAt(second, at) ? [first.name, ...first.nodes] : []),
  ]);
  return unlessKnown(`BGP session between ${at} and`, peer, [...new Set(peers)], [...path, 'peer']);
}

const isAt = ({ name, nodes }: BgpSession['ends'][number], at: string): boolean =>
  sameName(at, name) || nodes.some((node) => sameName(at, node));

function inRoute(
  wanted: RouteCondition,
  names: KnownNames,
  path: Path,
  { topology }: LessonSubject,
): LessonBreach[] {
  const { at, to, via } = wanted;
  const unknown = [
    ...unlessKnown('node', at, names.nodes, [...path, 'at']),
    ...(to === undefined ? [] : unlessKnown('network', to, names.networks, [...path, 'to'])),
    ...(via === undefined
      ? []
      : unlessKnown('node or tunnel', via, [...names.nodes, ...names.tunnels], [...path, 'via'])),
  ];
  if (unknown.length > 0) return unknown;
  const prefix = prefixOf(wanted, topology) ?? '';
  const own = expectedRoutes(topology)
    .filter(({ nodes }) => nodes.some((node) => sameName(at, node)))
    .map((route) => route.prefix);
  return unlessKnown(`route that ${at} needs for full redundancy to`, prefix, own, [
    ...path,
    to === undefined ? 'prefix' : 'to',
  ]);
}

const inActions = (names: KnownNames, { written }: LessonSubject): LessonBreach[] =>
  written.tasks.flatMap(({ solution }, task) =>
    solution.do.flatMap(({ exec, timer, restart }, index) => {
      const path = ['tasks', task, 'solution', 'do', index];
      return [
        ...(exec ? unlessKnown('node', exec.at, names.nodes, [...path, 'exec', 'at']) : []),
        ...(timer && timer.connection !== 'all'
          ? unlessKnown('connection', timer.connection, names.connections, [...path, 'timer', 'connection'])
          : []),
        ...(restart === undefined ? [] : unlessKnown('node', restart, names.nodes, [...path, 'restart'])),
      ];
    }),
  );

function inBody(names: KnownNames, { body }: LessonSubject): LessonBreach[] {
  const { nodes, tunnels, interfaces, connections, gateways, networks } = names;
  const parts = [...nodes, ...tunnels, ...interfaces, ...connections, ...gateways, ...networks];
  return [
    ...body.parts.flatMap(({ value, line }) => unlessKnown('part', value, parts, { line })),
    ...body.commands.flatMap(({ value, line }) => unlessKnown('node', value.at, nodes, { line })),
  ];
}
