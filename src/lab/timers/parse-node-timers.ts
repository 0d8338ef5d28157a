import { z } from 'zod';
import { jsonOrNone } from '../../base/json-or-none.ts';
import type { DpdTimers } from '../../definition/profile.ts';

/** The timers that a node runs. */
export interface NodeTimers {
  /** By the names of its connections; one without dead peer detection is not among them. */
  readonly dpd: ReadonlyMap<string, DpdTimers>;
  /** Of sessions that are up, by the addresses of their peers: as both ends have agreed. */
  readonly bgp: ReadonlyMap<string, { readonly keepaliveSeconds: number; readonly holdSeconds: number }>;
}

/** Reads what a node's daemons say: for each charon its retransmission and its connections, then bgpd's neighbours. */
export function parseNodeTimers(output: string): NodeTimers {
  const sections = output.split(/^== /m).slice(1);
  const of = (name: string) =>
    sections.filter((one) => one.startsWith(`${name}\n`)).map((one) => one.slice(name.length + 1));
  return {
    dpd: new Map(of('charon').flatMap(connectionsIn)),
    bgp: new Map(of('bgp').flatMap(sessionsIn)),
  };
}

function connectionsIn(text: string): [string, DpdTimers][] {
  const setting = (name: string) => Number(new RegExp(`^\\s*${name} = ([\\d.]+)$`, 'm').exec(text)?.[1]);
  const retransmission = {
    retransmitSeconds: setting('retransmit_timeout'),
    retransmitTries: setting('retransmit_tries'),
  };
  return [...text.matchAll(/^list-conn event \{(\S+) \{.*? dpd_delay=(\d+)/gm)].flatMap(
    ([, name = '', delay]): [string, DpdTimers][] =>
      Number(delay) === 0 ? [] : [[name, { delaySeconds: Number(delay), ...retransmission }]],
  );
}

const neighbors = z.record(
  z.string(),
  z.object({
    bgpState: z.string(),
    bgpTimerHoldTimeMsecs: z.number(),
    bgpTimerKeepAliveIntervalMsecs: z.number(),
  }),
);

function sessionsIn(text: string): [string, { keepaliveSeconds: number; holdSeconds: number }][] {
  const read = neighbors.safeParse(jsonOrNone(text));
  return Object.entries(read.data ?? {})
    .filter(([, { bgpState }]) => bgpState === 'Established')
    .map(([address, { bgpTimerHoldTimeMsecs: hold, bgpTimerKeepAliveIntervalMsecs: keepalive }]) => [
      address,
      { keepaliveSeconds: keepalive / 1000, holdSeconds: hold / 1000 },
    ]);
}
