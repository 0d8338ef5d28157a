import type { Box, Orientation } from './layout.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a line between two machines begins and ends: at the sides that face each other. */
export function lineEnds(
  one: Box | undefined,
  other: Box | undefined,
  orientation: Orientation,
): [Point, Point] {
  if (!one || !other) throw new Error('A line of the topology ends at a machine that the lab does not have.');
  const beside = orientation === 'across' ? one.x !== other.x : one.y === other.y;
  const [a, b] = (beside ? one.x <= other.x : one.y <= other.y) ? [one, other] : [other, one];
  return beside
    ? [
        { x: a.x + a.width, y: a.y + a.height / 2 },
        { x: b.x, y: b.y + b.height / 2 },
      ]
    : [
        { x: a.x + a.width / 2, y: a.y + a.height },
        { x: b.x + b.width / 2, y: b.y },
      ];
}
