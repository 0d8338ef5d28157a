import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Dataplane, DataplaneName } from './dataplane.ts';
import { kernelDataplane } from './kernel/kernel-dataplane.ts';
import { userspaceDataplane } from './userspace/userspace-dataplane.ts';

export const dataplaneChoices = ['auto', 'kernel', 'userspace'] as const;
export type DataplaneChoice = (typeof dataplaneChoices)[number];

const dataplanes: Readonly<Record<DataplaneName, Dataplane>> = {
  kernel: kernelDataplane,
  userspace: userspaceDataplane,
};

export const dataplaneNamed = (name: DataplaneName): Dataplane => dataplanes[name];

/** What a lab needs that only one of the dataplanes has. */
export interface DataplaneNeeds {
  /** VPN clients: only strongSwan's own ESP serves them. */
  readonly clients: boolean;
  /** A connection whose SAs carry certain prefixes only; absent: all carry everything. */
  readonly selective?: string;
}

export const dataplaneNeeds = ({ pointToSite, tunnels }: Topology): DataplaneNeeds => {
  const [selective] = tunnels.filter(({ carries }) => carries).flatMap(({ connections }) => connections);
  return { clients: pointToSite.length > 0, ...(selective !== undefined && { selective }) };
};

/**
 * `auto` selects the kernel's ESP if the engine's kernel has it, otherwise strongSwan's own.
 *
 * @throws SwitchoverError when a lab with traffic selectors would get strongSwan's own: libipsec takes any to any alone
 */
export function chooseDataplane(
  choice: DataplaneChoice,
  kernel: { readonly esp: boolean },
  { clients, selective }: DataplaneNeeds = { clients: false },
): Dataplane {
  if (clients) return userspaceDataplane;
  const name = choice === 'auto' ? (kernel.esp ? 'kernel' : 'userspace') : choice;
  if (selective !== undefined && name === 'userspace')
    throw new SwitchoverError(
      choice === 'auto' ? 'environment' : 'wrong-input',
      `${selective} has traffic selectors, and ESP in userspace (libipsec) takes any to any alone: it needs ESP in the kernel${
        choice === 'auto'
          ? ', which the kernel of this engine does not have'
          : '. Leave --dataplane out, or choose kernel'
      }.`,
    );
  return dataplanes[name];
}
