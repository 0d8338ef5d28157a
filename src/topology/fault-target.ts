/** The name of the machine in a target: `device1` of `device1`, and of its link `device1:wan0`. */
export const machineOf = (target: string): string => target.replace(/:.*$/s, '');

interface OfConnections {
  /** Names as in the definition. Absent: a tunnel without connections. */
  readonly connections?: readonly string[] | undefined;
}

/**
 * Whether a tunnel is one of a connection.
 *
 * @param connection the target of a fault: a name in lower case
 */
export const isOf = (tunnel: OfConnections, connection: string): boolean =>
  connectionIndex(tunnel, connection) >= 0;

/** Two gateways have one connection each for the same tunnels, in the order of the ends. -1: none has that name. */
export const connectionIndex = ({ connections = [] }: OfConnections, connection: string): number =>
  connections.findIndex((name) => name.toLowerCase() === connection);
