import { hostNameOf } from '../base/host-name.ts';

/** The host names of a lab's nodes. Two names that become the same get a number. */
export class NodeNames {
  readonly #taken = new Set<string>();

  /**
   * The name for a new node, derived from its name in the definition.
   *
   * @param ending of the name, which stays when the name is too long
   */
  take(wanted: string, ending?: string): string {
    const clean = hostNameOf(wanted, ending);
    let name = clean;
    for (let count = 2; this.#taken.has(name); count++) name = `${clean}-${count}`;
    this.#taken.add(name);
    return name;
  }
}

/** The kernel's limit for the name of a network interface (IFNAMSIZ less the closing zero). */
const longestInterfaceName = 15;
/** `lo` exists already. The kernel refuses the others, which have a meaning in /proc/sys/net/ipv4/conf. */
const refusedInterfaceNames = ['lo', 'all', 'default'];

/** Names for the interfaces of one node. Each tells the purpose, as far as the kernel's limit allows. */
export class InterfaceNames {
  readonly #taken: Set<string>;

  /** @param taken names that the node's other interfaces have */
  constructor(taken: readonly string[] = []) {
    this.#taken = new Set([...refusedInterfaceNames, ...taken]);
  }

  /** The name for a new interface. Names that are too long, or become the same, get a number. */
  take(wanted: string): string {
    const clean = wanted
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '')
      .replace(/^-+/, '');
    let name = clean;
    for (let count = 1; name === '' || name.length > longestInterfaceName || this.#taken.has(name); count++) {
      const suffix = `-${count}`;
      name = (clean || 'if').slice(0, longestInterfaceName - suffix.length) + suffix;
    }
    this.#taken.add(name);
    return name;
  }
}
