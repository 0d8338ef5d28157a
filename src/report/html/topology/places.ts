import type { Design } from '../../../topology/design.ts';

/** Where a machine stands in the drawing. */
export interface Place {
  /** How many wires and tunnels are between it and the first host. */
  readonly layer: number;
  readonly index: number;
  /** Machines in its layer. */
  readonly of: number;
}

/** Layers by the number of wires and tunnels from the first host, inside a layer in the order of the design. */
export function placesOf({ nodes, wires, tunnels }: Design): ReadonlyMap<string, Place> {
  const neighbours = new Map<string, Set<string>>();
  const join = (a: string, b: string) => {
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
    neighbours.set(b, (neighbours.get(b) ?? new Set()).add(a));
  };
  for (const [a, b] of wires) join(a, b);
  for (const { from, to } of tunnels.flatMap(({ paths }) => paths)) join(from, to);
  const layers = new Map<string, number>();
  let front = nodes
    .filter(({ role }) => role === 'host')
    .slice(0, 1)
    .map(({ name }) => name);
  for (let layer = 0; front.length > 0; layer += 1) {
    for (const name of front) layers.set(name, layer);
    front = [...new Set(front.flatMap((name) => [...(neighbours.get(name) ?? [])]))].filter(
      (name) => !layers.has(name),
    );
  }
  const layerOf = (name: string) => layers.get(name) ?? 0;
  return new Map(
    nodes.map(({ name }) => {
      const layer = nodes.filter((other) => layerOf(other.name) === layerOf(name));
      return [
        name,
        { layer: layerOf(name), index: layer.findIndex((other) => other.name === name), of: layer.length },
      ];
    }),
  );
}
