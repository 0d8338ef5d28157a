import { prefixContains } from '../../base/addresses.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Lab } from '../../lab/lab.ts';
import type { ReachEnd } from '../../topology/reach/reach-end.ts';

/**
 * The address of an end of traffic. A client has the one that its gateway gave it.
 *
 * @throws SwitchoverError (nothing-measured) when a client is not connected
 */
export async function liveAddress(lab: Lab, { name, address, service }: ReachEnd): Promise<string> {
  if (!service) return address;
  const { stdout } = await lab.node(name).container.exec(['ip', '-4', '-o', 'address', 'show']);
  const own = [...stdout.matchAll(/\binet ([\d.]+)/g)].map(([, found = '']) => found);
  const given = own.find((one) => service.addressPool.some((prefix) => prefixContains(prefix, one)));
  if (given === undefined)
    throw new SwitchoverError('nothing-measured', `The client ${name} is not connected.`);
  return given;
}
