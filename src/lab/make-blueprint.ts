import type { Definition } from '../definition/definition.ts';
import type { Profile } from '../definition/profile.ts';
import { chooseDataplane, type DataplaneChoice, dataplaneNeeds } from '../nodes/ipsec/choose.ts';
import { planNodes } from '../nodes/plan-nodes.ts';
import { buildTopology } from '../topology/build-topology.ts';
import { type Blueprint, type KernelAbilities, newLabId, withHashSeeds } from './blueprint.ts';
import { withClientCredentials } from './client-credentials.ts';

export interface BlueprintRequest {
  readonly definition: Definition;
  readonly profile: Profile;
  readonly dataplane: DataplaneChoice;
  readonly kernel: KernelAbilities;
  /** Reference of the node image. */
  readonly image: string;
  readonly now: Date;
}

/** Makes the blueprint of a lab from its definition. */
export async function makeBlueprint({
  definition,
  profile,
  dataplane,
  kernel,
  image,
  now,
}: BlueprintRequest): Promise<Blueprint> {
  const topology = buildTopology(definition, profile);
  const chosen = chooseDataplane(dataplane, kernel, dataplaneNeeds(topology));
  const planned = planNodes(topology, chosen);
  const plans = await withClientCredentials(planned, topology, now);
  return {
    id: newLabId(definition.name, now),
    definition,
    profile,
    dataplane: chosen.name,
    topology,
    plans: kernel.multipathHashSeed ? withHashSeeds(plans) : plans,
    image,
    kernel,
  };
}
