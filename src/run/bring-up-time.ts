/**
 * What a lab has to become ready, in seconds. A node of 52 took 0.4 s on two idle cores, and 2.5 to 3.7 s beside a load
 * of 100. A lab of 8 took 7 s, and 60 s beside the build and the tests of this project.
 */
export const patience = { least: 120, perNode: 5 } as const;

/** Seconds that a lab of so many nodes has to become ready. */
export function secondsFor(nodes: number): number {
  return Math.max(patience.least, patience.perNode * nodes);
}
