/**
 * Azure's names may have capitals, dots and underscores; a host name and a container's name may not have all of
 * them. Two names that become the same get a number.
 */
export class NodeNames {
  readonly #taken = new Set<string>();

  /** The name for a new node, derived from what the definition calls it. */
  take(wanted: string): string {
    const clean = wanted
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 40);
    let name = clean;
    for (let count = 2; this.#taken.has(name); count++) name = `${clean}-${count}`;
    this.#taken.add(name);
    return name;
  }
}

/** The kernel's limit for the name of a network interface (IFNAMSIZ less the closing zero). */
const longestInterfaceName = 15;

/** A name for the `index`th interface of its kind that says what it is for, as far as the kernel's limit allows. */
export function interfaceName(wanted: string, index: number): string {
  const clean = wanted.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '');
  if (clean.length > 0 && clean.length <= longestInterfaceName) return clean;
  const suffix = `-${index}`;
  return clean.slice(0, longestInterfaceName - suffix.length) + suffix;
}
