import { tunnelsOf } from '../../observations/tunnel-path.ts';

/**
 * Chooses source ports whose flows use as many tunnels as possible, and each of them about as often. A router always
 * sends the same 5-tuple the same way while its routes stay the same, so a path that was seen once will be taken again.
 *
 * @param paths the path of each port that was tried
 * @param flows how many ports to choose; fewer are chosen if fewer were tried
 */
export function choosePorts(paths: ReadonlyMap<number, string>, flows: number): number[] {
  const left = new Map([...paths].map(([port, path]) => [port, tunnelsOf(path)]));
  const uses = new Map<string, number>();
  const usesOf = (tunnel: string) => uses.get(tunnel) ?? 0;
  const chosen: number[] = [];
  while (chosen.length < flows && left.size > 0) {
    const [best] = [...left]
      .map(([port, tunnels]) => ({
        port,
        tunnels,
        unused: tunnels.filter((tunnel) => usesOf(tunnel) === 0).length,
        used: tunnels.reduce((sum, tunnel) => sum + usesOf(tunnel), 0),
      }))
      .sort((a, b) => b.unused - a.unused || a.used - b.used);
    if (!best) break;
    for (const tunnel of best.tunnels) uses.set(tunnel, usesOf(tunnel) + 1);
    left.delete(best.port);
    chosen.push(best.port);
  }
  return chosen;
}

/** Those of the tunnels that none of the paths goes through. */
export function unusedTunnels(tunnels: readonly string[], paths: ReadonlyMap<number, string>): string[] {
  const used = new Set([...paths.values()].flatMap(tunnelsOf));
  return tunnels.filter((tunnel) => !used.has(tunnel));
}
