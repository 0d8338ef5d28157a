import type { Limits } from '../../definition/definition.ts';

/** The limits, one text for each figure: "≤ 5 s" of the longest outage, "back ≤ 30 s" for full redundancy. */
export function limitTexts({
  maxOutageSeconds: most,
  minOutageSeconds: least,
  maxRedundancySeconds: redundancy,
  maxFlowsHitPercent: flows,
  maxConnectionsLost: connections,
}: Limits): string[] {
  const outage =
    most !== undefined && least !== undefined
      ? [`${least} to ${most} s`]
      : [...(most === undefined ? [] : [`≤ ${most} s`]), ...(least === undefined ? [] : [`≥ ${least} s`])];
  return [
    ...outage,
    ...(redundancy === undefined ? [] : [`back ≤ ${redundancy} s`]),
    ...(flows === undefined ? [] : [`hit ≤ ${flows} %`]),
    ...(connections === undefined ? [] : [`lost connections ≤ ${connections}`]),
  ];
}
