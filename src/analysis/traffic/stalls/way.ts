import type { Bracket } from '../../../base/bracket.ts';

/** What is sent between the onset and the end (ms) does not arrive. */
export interface Interruption {
  readonly onset: Bracket;
  readonly end: Bracket;
}

/** What happened to one way through the network: its interruptions, in the order of time. */
export type Way = readonly Interruption[];

/** The part of the time in which a segment that was sent then may have arrived; null: it was certainly lost. */
export function arriving({ lower, upper }: Bracket, way: Way): Bracket | null {
  const rest = way.reduce(
    (left, { onset, end }): Bracket => {
      const isLost = (moment: number) => moment >= onset.upper && moment < end.lower;
      return {
        lower: isLost(left.lower) ? end.lower : left.lower,
        upper: isLost(left.upper) ? onset.upper : left.upper,
      };
    },
    { lower, upper },
  );
  return rest.lower <= rest.upper ? rest : null;
}

/** The part of the time in which a segment that was sent then may have been lost; null: it certainly arrived. */
export function vanishing({ lower, upper }: Bracket, way: Way): Bracket | null {
  const lost = way.flatMap(({ onset, end }) => {
    const both = { lower: Math.max(lower, onset.lower), upper: Math.min(upper, end.upper) };
    return both.lower <= both.upper ? [both] : [];
  });
  const [first, last] = [lost[0], lost.at(-1)];
  return first && last ? { lower: first.lower, upper: last.upper } : null;
}
