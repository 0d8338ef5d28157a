/** Where in a definition: property names and list indexes from the root, `['connections', 0, 'sharedKey']`. */
export type Path = readonly (string | number)[];

/** Whether the place is, or is inside, the other one. */
export function isWithin(place: Path, other: Path): boolean {
  return place.length >= other.length && other.every((step, index) => step === place[index]);
}
