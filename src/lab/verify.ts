import type { Tunnel } from '../topology/topology.ts';
import { inspectNodes, missingFrom } from './inspect.ts';
import type { Lab } from './lab.ts';
import { LabError } from './lab-error.ts';

/**
 * Asks every node whether it has what its events made believe, and sends a packet through every tunnel.
 *
 * @throws LabError with all that is missing
 */
export async function verifyLab(lab: Lab): Promise<void> {
  const [statuses, ...pings] = await Promise.all([
    inspectNodes(lab.topology, (node) => lab.node(node).container),
    ...lab.topology.tunnels.map((tunnel) => pingThrough(lab, tunnel)),
  ]);
  const missing = [...missingFrom(statuses, lab.topology), ...pings.flat()];
  if (missing.length > 0) throw new LabError(`The lab is not complete. Missing: ${missing.join('; ')}.`);
}

/** The address of a peer's BGP speaker is reached through its own tunnel and no other. */
async function pingThrough(lab: Lab, { name, azure, remote }: Tunnel): Promise<string[]> {
  const ping = [
    'ping',
    '-n',
    '-q',
    '-c',
    '3',
    '-i',
    '0.05',
    '-W',
    '1',
    '-I',
    azure.bgpAddress,
    remote.bgpAddress,
  ];
  const { exitCode } = await lab.node(azure.node).container.exec(ping);
  return exitCode === 0 ? [] : [`an answer through the tunnel ${name}`];
}
