import type { Engine } from '../engine.ts';
import { Helper, type HelperRequest } from './helper.ts';

/**
 * For creating and configuring links, finding another process's namespaces (SYS_PTRACE) and entering them (SYS_ADMIN,
 * SYS_CHROOT). A command that has entered a container has those of these that the container has, too (SETPCAP gives up the
 * others): it talks to daemons of other users (DAC_OVERRIDE) and pings (NET_RAW).
 */
export const wiringNeeds = [
  'DAC_OVERRIDE',
  'NET_ADMIN',
  'NET_RAW',
  'SETPCAP',
  'SYS_ADMIN',
  'SYS_CHROOT',
  'SYS_PTRACE',
] as const;

/**
 * Starts the helper that makes the wires between containers. Its scripts run as root and see all processes of the
 * engine's host: `nsenter -t PID -n` enters a container's network namespace, `ip link add A netns PID1 type veth peer
 * name B netns PID2` puts a wire directly between two containers. Its own network namespace is empty, so that a mistake
 * in a script does not affect the host.
 *
 * @param image any image with a shell, nsenter and ip
 */
export function startWiring(
  engine: Engine,
  image: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<Helper> {
  return Helper.start(engine, wiringRequest(image, labels));
}

/** The container of that helper. */
export function wiringRequest(image: string, labels: Readonly<Record<string, string>> = {}): HelperRequest {
  return {
    purpose: 'wiring',
    image,
    capabilities: wiringNeeds,
    pidNamespace: 'host',
    confinement: 'none',
    // A node that runs /proc/self/exe as the interpreter of a script runs a program of this container, and could
    // replace it for the next command.
    readOnly: true,
    labels,
  };
}
