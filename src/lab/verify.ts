import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { listed } from '../base/listed.ts';
import { clientsOf, hostsInReach } from '../topology/find.ts';
import type { ClientNode } from '../topology/topology-node.ts';
import type { Tunnel } from '../topology/tunnel.ts';
import type { Lab } from './lab.ts';
import { allInError, missingText } from './redundancy/missing-text.ts';
import { requirementsOf } from './redundancy/requirements.ts';
import { connectionsByPort } from './redundancy/tunnel-ports.ts';
import { askNodes } from './status/ask-nodes.ts';
import { missingFrom } from './status/missing-from.ts';

/**
 * Asks every node whether it is in the state that its events reported, and pings through every tunnel.
 *
 * @throws SwitchoverError (lab-not-ready) with everything that is missing
 */
export async function verifyLab(lab: Lab): Promise<void> {
  const { topology } = lab;
  const [statuses, ...pings] = await Promise.all([
    askNodes(topology, (node) => lab.jointly(node)),
    ...topology.tunnels.map((tunnel) => pingThrough(lab, tunnel)),
    ...clientsOf(topology).map((client) => pingFrom(lab, client)),
  ]);
  // The pings show whether packets pass. The counters of the nodes follow up to a second later.
  const missing = missingFrom(requirementsOf(topology), connectionsByPort(topology), statuses).filter(
    ({ kind }) => kind !== 'packets',
  );
  const unanswered = pings.flat();
  if (missing.length + unanswered.length === 0) return;
  throw new SwitchoverError(
    'lab-not-ready',
    [
      'The lab is not complete.',
      ...(missing.length > 0 ? [`Missing: ${missingText(missing, allInError)}.`] : []),
      ...(unanswered.length > 0 ? [`No ping was answered ${listed(unanswered)}.`] : []),
    ].join(' '),
    { missing },
  );
}

/** Pings the inner address of a peer, which only its own tunnel reaches. @returns where nothing answered */
async function pingThrough(lab: Lab, { name, ends: [first, second] }: Tunnel): Promise<string[]> {
  const node = lab.state.nodeWith(first, second);
  const ping = pingUntilAnswered('-I', first.innerAddress, second.innerAddress);
  const answered = node !== undefined && (await lab.jointly(node).exec(ping)).exitCode === 0;
  return answered ? [] : [`through the tunnel ${name}`];
}

/** Pings every host that a client has a route to. BGP needs a moment for the way back to a new client. */
async function pingFrom(lab: Lab, client: ClientNode): Promise<string[]> {
  const { name } = client;
  const unanswered = await Promise.all(
    hostsInReach(lab.topology, client).map(async (host) => {
      const answered = (await lab.jointly(name).exec(pingUntilAnswered(host.address))).exitCode === 0;
      return answered ? [] : [`by ${host.name} for ${name}`];
    }),
  );
  return unanswered.flat();
}

/** With a deadline, ping continues until it has this many answers. On a slow engine one may take over a second. */
const pingUntilAnswered = (...target: readonly string[]): string[] => [
  ...['ping', '-n', '-q', '-c', '3', '-i', '0.05', '-w', '10'],
  ...target,
];
