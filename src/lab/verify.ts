import { prefixContains } from '../base/addresses.ts';
import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { clientsOf, hostsOf } from '../topology/find.ts';
import type { ClientNode, Tunnel } from '../topology/topology.ts';
import { inspectNodes, missingFrom } from './inspect.ts';
import type { Lab } from './lab.ts';

/**
 * Asks every node whether it has what its events made believe, and sends a packet through every tunnel.
 *
 * @throws SwitchoverError (lab-not-ready) with all that is missing
 */
export async function verifyLab(lab: Lab): Promise<void> {
  const [statuses, ...pings] = await Promise.all([
    inspectNodes(lab.topology, (node) => lab.node(node).container),
    ...lab.topology.tunnels.map((tunnel) => pingThrough(lab, tunnel)),
    ...clientsOf(lab.topology).map((client) => pingFrom(lab, client)),
  ]);
  const missing = [...missingFrom(statuses, lab.topology), ...pings.flat()];
  if (missing.length > 0)
    throw new SwitchoverError('lab-not-ready', `The lab is not complete. Missing: ${missing.join('; ')}.`);
}

/** The inner address of a peer is reached through its own tunnel and no other. */
async function pingThrough(lab: Lab, { name, ends: [first, second] }: Tunnel): Promise<string[]> {
  const node = lab.state.nodeWith(first, second);
  const ping = pingUntilAnswered('-I', first.innerAddress, second.innerAddress);
  const answered = node !== undefined && (await lab.node(node).container.exec(ping)).exitCode === 0;
  return answered ? [] : [`an answer through the tunnel ${name}`];
}

/** A client reaches every host that it has a route to; the way back to a new client takes BGP a moment. */
async function pingFrom(lab: Lab, { name, routes }: ClientNode): Promise<string[]> {
  const reached = hostsOf(lab.topology).filter(({ address }) =>
    routes.some((prefix) => prefixContains(prefix, address)),
  );
  const missing = await Promise.all(
    reached.map(async (host) => {
      const answered = (await lab.node(name).container.exec(pingUntilAnswered(host.address))).exitCode === 0;
      return answered ? [] : [`an answer from ${host.name} to ${name}`];
    }),
  );
  return missing.flat();
}

/** With a deadline, ping goes on until so many were answered: on a slow engine an answer may take longer than a second. */
const pingUntilAnswered = (...target: readonly string[]): string[] => [
  ...['ping', '-n', '-q', '-c', '3', '-i', '0.05', '-w', '10'],
  ...target,
];
