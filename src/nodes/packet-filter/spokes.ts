import type { VirtualNetworkNode } from '../../topology/topology-node.ts';

/** Rules for nftables.conf of the router of a hub: peering is not transitive, so spokes do not reach each other. */
export function spokesApart({ spokes = [] }: VirtualNetworkNode): string[] {
  const rules = spokes.flatMap(({ name, prefixes, peers }) => {
    const others = spokes.filter((other) => other.name !== name && !peers.includes(other.name));
    if (others.length === 0) return [];
    const theirs = others.flatMap((other) => other.prefixes);
    return [`    ip saddr { ${prefixes.join(', ')} } ip daddr { ${theirs.join(', ')} } drop`];
  });
  if (rules.length === 0) return [];
  return [
    '# Peering is not transitive: no packets between the spokes.',
    'table inet spokes {',
    '  chain forward {',
    '    type filter hook forward priority filter;',
    ...rules,
    '  }',
    '}',
  ];
}
