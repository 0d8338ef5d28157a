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

/**
 * `auto` selects the kernel's ESP if the engine's kernel has it, otherwise strongSwan's own. Only strongSwan's own ESP
 * serves clients.
 */
export function chooseDataplane(
  choice: DataplaneChoice,
  kernel: { readonly esp: boolean },
  { clients }: { readonly clients: boolean } = { clients: false },
): Dataplane {
  if (clients) return userspaceDataplane;
  if (choice !== 'auto') return dataplanes[choice];
  return kernel.esp ? kernelDataplane : userspaceDataplane;
}
