import { nsPerMs } from '../../base/milliseconds.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import { collectorSkewNs } from './collector-skew.ts';
import type { Mechanism } from './mechanism.ts';

/**
 * charon says why an SA ends just before it reports the end: 1 ms in our labs, and longer on a machine that is too busy. A
 * line that names no connection counts for longer than `unnamedNs` only if no other SA of the node ended after it. After a
 * DELETE of its own it waits for the answer, for a second at most (`--timeout 1`). On a machine that was far too busy the
 * end came 2.1 s after it: a DELETE that is older still counts if no new SA came meanwhile, which would have an end of its
 * own.
 */
const unnamedNs = 100 * nsPerMs;
const namedNs = 1500 * nsPerMs;
const lateNs = 5000 * nsPerMs;

interface Reason {
  readonly pattern: RegExp;
  readonly mechanism: Mechanism;
}

/** What charon 5.9 logs when it ends an SA. The first that fits counts. */
const reasons: readonly Reason[] = [
  { pattern: /received INITIAL_CONTACT/, mechanism: 'initial-contact' },
  { pattern: /received DELETE for IKE_SA (?<connection>\S+)\[/, mechanism: 'ike-closed' },
  { pattern: /sending DELETE for IKE_SA (?<connection>\S+)\[/, mechanism: 'ike-deleted' },
  { pattern: /giving up after \d+ retransmits/, mechanism: 'dpd' },
];

/**
 * Why an SA of a node went down, as its charon logged it: given up after retransmissions, replaced by a peer that starts
 * from nothing (INITIAL_CONTACT, RFC 7296, 2.4), deleted by the peer, or by the node itself. Undefined: no line tells.
 */
export function ikeEnd(
  events: readonly NodeEvent[],
  { node, tunnel, time }: { readonly node: string; readonly tunnel: string; readonly time: number },
): Mechanism | undefined {
  const came = events.flatMap((event) => {
    const isNew = event.kind === 'ike' && event.up && event.node === node && event.tunnel === tunnel;
    return isNew && event.time < time ? [event.time] : [];
  });
  const namedSince = Math.min(time - namedNs, Math.max(time - lateNs, ...came));
  const endsBefore = events.flatMap((event) =>
    event.kind === 'ike' && !event.up && event.node === node && event.time < time ? [event.time] : [],
  );
  const unnamedSince = Math.min(time - unnamedNs, Math.max(time - namedNs, ...endsBefore));
  const lines = events
    .flatMap((event) => {
      const isLine = event.kind === 'log' && event.program === 'charon' && event.node === node;
      const isNear = event.time >= namedSince && event.time <= time + collectorSkewNs;
      return isLine && isNear ? [{ time: event.time, ...said(event.text) }] : [];
    })
    .filter(({ mechanism, connection, time: at }) =>
      connection === undefined ? mechanism && at >= unnamedSince : connection === tunnel,
    );
  return lines.sort((a, b) => a.time - b.time).at(-1)?.mechanism;
}

function said(text: string): { readonly mechanism?: Mechanism; readonly connection?: string } {
  for (const { pattern, mechanism } of reasons) {
    const match = pattern.exec(text);
    if (match) return { mechanism, ...(match.groups?.connection && { connection: match.groups.connection }) };
  }
  return {};
}
