/** A duration in ms: anywhere between the two, equally likely. */
export interface DurationRange {
  readonly minMs: number;
  readonly maxMs: number;
}

/** The first of several mechanisms to fire does so between the smallest minimum and the smallest maximum. */
export function first(ranges: readonly DurationRange[]): DurationRange {
  return {
    minMs: Math.min(...ranges.map(({ minMs }) => minMs)),
    maxMs: Math.min(...ranges.map(({ maxMs }) => maxMs)),
  };
}

/**
 * The mean time (ms) until the last node has decided, if the first mechanism to fire decides on each node:
 * E[max over nodes of min over mechanisms] = the integral of 1 - P(all nodes have decided by t), by the midpoint rule.
 *
 * @param nodes the mechanisms of each node, which are taken as independent of each other
 * @param max when all nodes have decided at the latest (ms)
 */
export function meanOfLast(nodes: readonly (readonly DurationRange[])[], max: number): number {
  const steps = 4096;
  const width = max / steps;
  let mean = 0;
  for (let step = 0; step < steps; step += 1) {
    const time = (step + 0.5) * width;
    const allDecided = nodes.reduce((product, mechanisms) => product * (1 - noneFired(mechanisms, time)), 1);
    mean += (1 - allDecided) * width;
  }
  return mean;
}

function noneFired(mechanisms: readonly DurationRange[], time: number): number {
  return mechanisms.reduce((product, range) => product * (1 - firedBy(range, time)), 1);
}

function firedBy({ minMs, maxMs }: DurationRange, time: number): number {
  if (time >= maxMs) return 1;
  return time <= minMs ? 0 : (time - minMs) / (maxMs - minMs);
}
