import type { SweepCell } from './sweep-cell.ts';

/**
 * The longest timers that keep a limit: long timers survive short disturbances, short ones recover quickly. A
 * combination is left out when another one that keeps the limit has no timer that is shorter, and one that is longer. BGP
 * timers that Azure does not keep are never recommended: no lab can show what a gateway makes of them.
 *
 * @param limitMs that no trial may exceed, in either direction
 */
export function longestTimers(cells: readonly SweepCell[], limitMs: number): SweepCell[] {
  const kept = cells.filter(
    ({ worstMs, besideAzure }) => worstMs !== null && worstMs <= limitMs && besideAzure === undefined,
  );
  return kept.filter((cell) => !kept.some((other) => isLonger(other, cell)));
}

function isLonger({ timers: one }: SweepCell, { timers: other }: SweepCell): boolean {
  if (!one || !other) return false;
  const differences = [
    one.dpdSeconds - other.dpdSeconds,
    one.bgpHoldSeconds - other.bgpHoldSeconds,
    one.bgpKeepaliveSeconds - other.bgpKeepaliveSeconds,
  ];
  return (
    differences.every((difference) => difference >= 0) && differences.some((difference) => difference > 0)
  );
}
