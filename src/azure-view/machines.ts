import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { listed } from '../base/listed.ts';
import { hostsOf } from '../topology/find.ts';
import type { HostNode } from '../topology/topology-node.ts';
import type { AzureLab } from './azure-lab.ts';

/** What `az vm create` adds to the name of a machine for that of its interface. */
const ending = 'VMNic';

/**
 * The virtual machine that has a network interface.
 *
 * @param name of the machine, or of its interface
 * @throws SwitchoverError (wrong-input) when the lab has none
 */
export function machineOfNic({ topology, definition }: AzureLab, name: string): HostNode {
  const machines = hostsOf(topology).filter(({ side }) => side === 'azure');
  const wanted = name.toLowerCase();
  const found = machines.find(
    (machine) => wanted === machine.name || wanted === `${machine.name}${ending}`.toLowerCase(),
  );
  if (found) return found;
  throw new SwitchoverError(
    'wrong-input',
    `${definition.name} has no virtual machine with the network interface "${name}". ` +
      (machines.length === 0
        ? 'It has no virtual machine.'
        : `It has: ${listed(machines.map((machine) => `${machine.name}${ending}`))}.`),
    { lab: definition.name },
  );
}
