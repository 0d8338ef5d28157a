/** A place in a definition: property names and list indexes from the root, `['connections', 0, 'sharedKey']`. */
export type Path = readonly (string | number)[];

/** Whether a place equals the other one or is inside it. */
export function isWithin(place: Path, other: Path): boolean {
  return place.length >= other.length && other.every((step, index) => step === place[index]);
}
