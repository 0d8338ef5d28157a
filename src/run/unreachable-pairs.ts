import type { Definition } from '../definition/definition.ts';
import { profileNamed } from '../definition/profile.ts';
import type { Finding } from '../definition/rules/rule.ts';
import { buildTopology } from '../topology/build-topology.ts';
import { unreachableTraffic } from '../topology/traffic-ends.ts';

/**
 * The pairs of `traffic:` in a lab file whose ends do not reach each other. The rules of `definition` cannot see this,
 * because it takes the routes of the topology.
 *
 * @param definition one that follows all rules
 */
export function unreachablePairs(definition: Definition): Finding[] {
  if (definition.traffic.length === 0) return [];
  // Routes are the same with every profile.
  return unreachableTraffic(buildTopology(definition, profileNamed('azure'))).map(({ index, message }) => ({
    rule: 'unreachable-traffic',
    severity: 'error',
    path: ['traffic', index],
    message,
    advice: 'Choose two ends that reach each other: without this pair, `validate` lists them.',
  }));
}
