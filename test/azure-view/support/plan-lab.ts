import { readFileSync } from 'node:fs';
import type { AzureLab } from '../../../src/azure-view/azure-lab.ts';
import { parseSpeaker } from '../../../src/azure-view/speaker.ts';
import type { Definition } from '../../../src/definition/definition.ts';
import { yamlSource } from '../../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../../src/faults/by-name.ts';
import { snapshotsOf } from '../../../src/lab/snapshot/snapshots-of.ts';
import type { NodeStatus } from '../../../src/lab/status/node-status.ts';
import { readDefinition } from '../../definition/read-definition.ts';
import { identity } from '../../lab/snapshot/identity.ts';
import { wholeLab } from '../../lab/status/whole-lab.ts';
import { topologyOf } from '../../topology/lab-topology.ts';

export const planFile = new URL('recorded-plan.yaml', import.meta.url);

/** The lab of the recorded plan. */
export const planDefinition = (): Definition =>
  readDefinition(yamlSource(readFileSync(planFile, 'utf8'), 'recorded-plan.yaml'), faults);

/**
 * A lab in which everything is up, as Azure's view gets it.
 *
 * @param answers of the BGP speakers, by node: the output of their command
 * @param change what differs from a whole lab
 */
export function azureLabOf(
  definition: Definition,
  answers: Readonly<Record<string, string>> = {},
  change: (statuses: readonly NodeStatus[]) => readonly NodeStatus[] = (statuses) => statuses,
): AzureLab {
  const topology = topologyOf(definition);
  const statuses = change(wholeLab(topology));
  const running = statuses.map(({ node }) => node);
  return {
    definition,
    topology,
    statuses,
    snapshot: snapshotsOf(identity, topology)({ running, statuses, faults: [] }),
    speakers: new Map(Object.entries(answers).map(([node, output]) => [node, parseSpeaker(output)])),
  };
}

/** A BGP neighbour as FRR shows it. */
export const neighbor = (
  remoteAs: number,
  upMs: number,
  [accepted, totalSent, totalRecv]: readonly [number, number, number],
) => ({
  remoteAs,
  bgpState: 'Established',
  bgpTimerUpMsec: upMs,
  messageStats: { totalSent, totalRecv },
  addressFamilyInfo: { ipv4Unicast: { acceptedPrefixCounter: accepted } },
});

/** A path of FRR's table. */
export const path = (network: string, peerId: string, asPath = '') => ({
  network,
  peerId,
  path: asPath,
  valid: true,
  pathFrom: 'external',
  nexthops: [{ ip: peerId === '(unspec)' ? '0.0.0.0' : peerId }],
});

interface Answer {
  readonly neighbors: Readonly<Record<string, unknown>>;
  readonly paths?: readonly ReturnType<typeof path>[];
  readonly advertised?: readonly { network: string; path: string; origin: string }[];
  readonly bytes?: Readonly<Record<string, readonly [number, number]>>;
}

/** The output of a speaker's command. */
export function answerOf({ neighbors, paths = [], advertised = [], bytes = {} }: Answer): string {
  const networks = [...new Set(paths.map(({ network }) => network))];
  const routes = Object.fromEntries(
    networks.map((network) => [network, paths.filter((one) => one.network === network)]),
  );
  const links = Object.entries(bytes).map(([ifname, [rx, tx]]) => ({
    ifname,
    stats64: { rx: { bytes: rx }, tx: { bytes: tx } },
  }));
  const section = (name: string, value: unknown) => `== ${name}\n${JSON.stringify(value)}\n`;
  return [
    section('neighbors', neighbors),
    section('table', { vrfId: 0, routes }),
    section('links', links),
    section('advertised', {
      advertisedRoutes: Object.fromEntries(advertised.map((one) => [one.network, one])),
    }),
  ].join('');
}

/** The answers of both instances of the recorded plan, with the recorded counters and durations. */
export function recordedAnswers(): Readonly<Record<string, string>> {
  const instance = (sibling: string, counts: readonly [unknown, unknown]) =>
    answerOf({
      neighbors: {
        '10.72.0.1': neighbor(65012, 1000, [0, 1, 1]),
        '10.74.0.10': counts[0],
        [sibling]: counts[1],
      },
      paths: [
        path('10.72.0.0/16', '(unspec)'),
        path('10.72.0.0/16', sibling),
        path('10.74.0.0/16', '10.74.0.10', '65174'),
        path('10.74.0.0/16', sibling, '65174'),
        path('10.75.0.0/16', '10.74.0.10', '65174'),
        path('10.75.0.0/16', sibling, '65174'),
        path('10.74.0.10/32', '(unspec)'),
        path('10.74.0.10/32', sibling),
      ],
      advertised: [{ network: '10.72.0.0/16', path: '', origin: 'IGP' }],
      bytes: { ipsec0: [5000, 6000] },
    });
  return {
    'harbourgw-0': instance('10.72.0.5', [
      neighbor(65174, 376_912.2216, [4, 10, 14]),
      neighbor(65012, 73_318_260.3366, [7, 1424, 1428]),
    ]),
    'harbourgw-1': instance('10.72.0.4', [
      neighbor(65174, 377_575.5203, [4, 9, 14]),
      neighbor(65012, 73_318_106.8813, [7, 1426, 1426]),
    ]),
  };
}
