import type { Definition } from '../../definition/definition.ts';
import { dataplaneNamed } from '../../nodes/ipsec/choose.ts';
import type { NodePlan, PlannedFile } from '../../nodes/node-plan.ts';
import { planNodes } from '../../nodes/plan-nodes.ts';
import { buildTopology } from '../../topology/build-topology.ts';
import type { Blueprint } from '../blueprint.ts';

/**
 * The blueprint of a lab that is up, with the timers of another definition. Everything else stays as it was made: keys,
 * certificates, and the seeds of the multipath hash.
 *
 * @param definition of the same lab, with or without its keys
 */
export function retimedBlueprint(blueprint: Blueprint, definition: Definition): Blueprint {
  const keyed = withKeysOf(definition, blueprint.definition);
  const topology = buildTopology(keyed, blueprint.profile);
  const planned = planNodes(topology, dataplaneNamed(blueprint.dataplane));
  return {
    ...blueprint,
    definition: keyed,
    topology,
    plans: planned.map((plan) => {
      const old = blueprint.plans.find(({ node }) => node === plan.node);
      return old ? withLasting(plan, old) : plan;
    }),
  };
}

/** The files of a plan that another plan of the same node does not have, or has otherwise. */
export const changedFiles = (before: NodePlan, after: NodePlan): Map<string, PlannedFile> =>
  new Map([...after.files].filter(([path, { content }]) => before.files.get(path)?.content !== content));

const withLasting = (plan: NodePlan, old: NodePlan): NodePlan => ({
  ...plan,
  sysctls: old.sysctls,
  files: new Map([...plan.files, ...[...old.files].filter(([, { secret }]) => secret)]),
});

function withKeysOf(definition: Definition, { connections }: Definition): Definition {
  const keys = new Map(connections.map(({ name, sharedKey }) => [name, sharedKey]));
  return {
    ...definition,
    connections: definition.connections.map((connection) => ({
      ...connection,
      sharedKey: keys.get(connection.name) ?? connection.sharedKey,
    })),
  };
}
