const separator = ' > ';

/** The path of a flow through several tunnels as one text, the tunnel nearest to the sender first: `a > b`. */
export const pathThrough = (tunnels: readonly string[]): string => tunnels.join(separator);

/** The tunnels of a path, the one nearest to the sender first. */
export const tunnelsOf = (path: string): string[] => path.split(separator);
