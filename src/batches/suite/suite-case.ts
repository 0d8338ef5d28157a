import type { Definition, Limits } from '../../definition/definition.ts';
import { type ProfileName, profileNamed } from '../../definition/profile.ts';
import { type DocumentedFigure, documentedRecovery } from '../../faults/kit/documented.ts';
import type { AnyFault, Setting } from '../../faults/kit/fault.ts';
import { chosenFault, requestsFor } from '../../run/chosen-fault.ts';
import type { FaultChoice } from '../../run/request.ts';
import { buildTopology } from '../../topology/build-topology.ts';

/** One case of the suite: a lab, a fault, and the limits for its recovery. */
export interface SuiteCase {
  readonly definition: Definition;
  readonly fault: FaultChoice;
  /** For the suite's profile. Absent: any recovery passes. */
  readonly limits?: Limits;
  readonly documented: DocumentedFigure;
  /** About how long it takes with fast timers. */
  readonly roughSeconds: number;
}

/** The cases of a lab: one for each entry of its `expect`. */
export function casesOf(definition: Definition, profile: ProfileName): SuiteCase[] {
  const setting = { definition, topology: buildTopology(definition, profileNamed(profile)) };
  return definition.expect.map(({ fault: name, target, parameters, limits }) => {
    const choice = { name, target, parameters };
    const own = limits[profile];
    const fault = chosenFault(choice, setting);
    return {
      definition,
      fault: choice,
      ...(own && { limits: own }),
      documented: documentedRecovery(fault, setting, target),
      roughSeconds: roughSeconds(setting, fault, choice),
    };
  });
}

/** Every target is a trial with a recovery of its own; apart from that, more nodes take longer. */
function roughSeconds(setting: Setting, fault: AnyFault, choice: FaultChoice): number {
  return 20 * requestsFor(fault, choice, setting).length + setting.topology.nodes.length / 10;
}
