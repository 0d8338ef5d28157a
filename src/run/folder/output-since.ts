/** The lines of each node, a list for each container that was this node. */
export type NodeOutput = ReadonlyMap<string, readonly (readonly string[])[]>;

/**
 * Remembers how much the nodes of a lab have said so far.
 *
 * @param output grows while the lab is up
 * @returns a function that gives what they have said since then
 */
export function outputSince(output: NodeOutput): () => NodeOutput {
  const said = new Map([...output].map(([node, lives]) => [node, lives.flat().length]));
  return () => new Map([...output].map(([node, lives]) => [node, withoutFirst(lives, said.get(node) ?? 0)]));
}

/** Lives that have no line left are left out. */
function withoutFirst(lives: readonly (readonly string[])[], count: number): (readonly string[])[] {
  let left = count;
  return lives.flatMap((lines) => {
    const rest = lines.slice(left);
    left = Math.max(0, left - lines.length);
    return rest.length > 0 || count === 0 ? [rest] : [];
  });
}
