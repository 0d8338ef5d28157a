import { listed } from '../../base/listed.ts';
import { type DpdTimers, dpdTimeoutSeconds } from '../../definition/profile.ts';
import type { ConnectionTimers } from '../../topology/connection-timers.ts';

/**
 * DPD timers for people: "1 s + 4 x 0.5 s" where all connections have the same ones, and otherwise each timeout with its
 * connections: "9 s (ToQuick), 120 s (ToSlow, ToOther)".
 */
export function dpdText(connections: readonly ConnectionTimers[]): string {
  const divisions = new Set(connections.map(({ dpd }) => divisionText(dpd)));
  if (divisions.size === 1) return [...divisions].join();
  const names = new Map<number, string[]>();
  for (const { name, dpd } of connections) {
    const seconds = dpdTimeoutSeconds(dpd);
    names.set(seconds, [...(names.get(seconds) ?? []), name]);
  }
  return [...names].map(([seconds, own]) => `${seconds} s (${listed(own)})`).join(', ');
}

const divisionText = ({ delaySeconds, retransmitSeconds, retransmitTries }: DpdTimers): string =>
  `${delaySeconds} s + ${retransmitTries + 1} x ${retransmitSeconds} s`;
