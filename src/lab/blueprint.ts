import { randomBytes, randomInt } from 'node:crypto';
import { z } from 'zod';
import type { Definition } from '../definition/definition.ts';
import type { Profile } from '../definition/profile.ts';
import type { DataplaneName } from '../nodes/ipsec/dataplane.ts';
import type { NodePlan } from '../nodes/node-plan.ts';
import type { Topology } from '../topology/topology.ts';

/** Everything needed to bring a lab up on an engine. */
export interface Blueprint {
  /** Unique among all labs that ever ran: `<lab>-<date>-<time>-<4 hex digits>`. */
  readonly id: string;
  readonly definition: Definition;
  readonly profile: Profile;
  readonly dataplane: DataplaneName;
  readonly topology: Topology;
  readonly plans: readonly NodePlan[];
  /** Reference of the node image. */
  readonly image: string;
  readonly kernel: KernelAbilities;
}

export const kernelAbilitiesSchema = z
  .object({
    esp: z.boolean(),
    multipathHashSeed: z.boolean().describe('each node can have its own key for the multipath hash'),
    netem: z.boolean().describe('a queueing discipline can set delay, loss and rate of a link'),
  })
  .readonly();

/** The features of the engine's kernel that a lab and its faults depend on. */
export type KernelAbilities = z.infer<typeof kernelAbilitiesSchema>;

/** A new id. The random part tells two runs apart that start in the same second. */
export function newLabId(lab: string, now: Date): string {
  const stamp = now.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${lab}-${stamp}-${randomBytes(2).toString('hex')}`;
}

/**
 * Gives every node its own key for the hash that spreads flows over next hops (kernel 6.11 and later). Otherwise all
 * network namespaces of a kernel share one key, and two routers in a row then send everything the same way.
 */
export function withHashSeeds(plans: readonly NodePlan[]): NodePlan[] {
  return plans.map((plan) => ({
    ...plan,
    sysctls: { ...plan.sysctls, 'net.ipv4.fib_multipath_hash_seed': String(randomInt(1, 2 ** 31)) },
  }));
}
