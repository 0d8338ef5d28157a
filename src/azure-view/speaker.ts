import { z } from 'zod';
import { jsonOrNone } from '../base/json-or-none.ts';

const neighbor = z.object({
  remoteAs: z.number(),
  bgpState: z.string(),
  bgpTimerUpMsec: z.number().default(0),
  messageStats: z.object({ totalSent: z.number(), totalRecv: z.number() }),
  addressFamilyInfo: z
    .object({ ipv4Unicast: z.object({ acceptedPrefixCounter: z.number().default(0) }).optional() })
    .default({}),
});

const path = z.object({
  network: z.string(),
  pathFrom: z.string(),
  peerId: z.string(),
  path: z.string(),
  valid: z.boolean().default(false),
  nexthops: z.array(z.object({ ip: z.string().optional() })).default([]),
});

const link = z.object({
  ifname: z.string(),
  stats64: z.object({ rx: z.object({ bytes: z.number() }), tx: z.object({ bytes: z.number() }) }),
});

const advertised = z.object({ network: z.string(), path: z.string(), origin: z.string() });

/** Neighbours by address; a router without BGP has none. Next to them FRR puts facts about itself. */
const neighbors = z.record(z.string(), z.union([neighbor, z.unknown().transform(() => undefined)]));
const table = z.object({ routes: z.record(z.string(), z.array(path)).default({}) });
const advertisedTable = z.object({ advertisedRoutes: z.record(z.string(), advertised).default({}) });

export type SpeakerNeighbor = z.infer<typeof neighbor>;
export type SpeakerPath = z.infer<typeof path>;
export type AdvertisedPath = z.infer<typeof advertised>;

/** What the BGP speaker of an instance, and the kernel below it, say at one moment. */
export interface Speaker {
  readonly neighbors: ReadonlyMap<string, SpeakerNeighbor>;
  /** All paths, also those that lost. */
  readonly paths: readonly SpeakerPath[];
  /** Bytes in and out of each port since the node started. */
  readonly bytes: ReadonlyMap<string, { readonly in: number; readonly out: number }>;
  /** What it advertises to the peer that was asked for. */
  readonly advertised: readonly AdvertisedPath[];
}

/** The command of a node that {@link parseSpeaker} reads. */
export const speakerCommand = (peer?: string): readonly string[] => [
  'sh',
  '-c',
  [
    'echo "== neighbors"',
    "vtysh -c 'show bgp neighbors json'",
    'echo "== table"',
    "vtysh -c 'show bgp ipv4 unicast json'",
    'echo "== links"',
    'ip -json -statistics link show',
    ...(peer === undefined
      ? []
      : [
          'echo "== advertised"',
          `vtysh -c 'show bgp ipv4 unicast neighbors ${peer} advertised-routes json'`,
        ]),
  ].join('\n'),
];

/** Reads the answer to {@link speakerCommand}. What a daemon did not answer is empty. */
export function parseSpeaker(output: string): Speaker {
  const answers = new Map(
    output.split(/^== /m).map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end), jsonOrNone(section.slice(end + 1))] as const;
    }),
  );
  const known = neighbors.safeParse(answers.get('neighbors')).data ?? {};
  return {
    neighbors: new Map(
      Object.entries(known).flatMap(([address, one]) => (one === undefined ? [] : [[address, one] as const])),
    ),
    paths: Object.values(table.safeParse(answers.get('table')).data?.routes ?? {}).flat(),
    bytes: new Map(
      (z.array(link).safeParse(answers.get('links')).data ?? []).map(({ ifname, stats64: { rx, tx } }) => [
        ifname,
        { in: rx.bytes, out: tx.bytes },
      ]),
    ),
    advertised: Object.values(
      advertisedTable.safeParse(answers.get('advertised')).data?.advertisedRoutes ?? {},
    ),
  };
}
