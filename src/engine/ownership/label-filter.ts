/** Labels that a container or an image must have: name to value, or to `true` for any value. */
export type LabelFilter = Readonly<Record<string, string | true>>;

/** The filter as the API wants it. */
export function labelFilters(having: LabelFilter): string[] {
  return Object.entries(having).map(([name, value]) => (value === true ? name : `${name}=${value}`));
}
