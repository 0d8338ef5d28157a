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
  /** For the order in which cases run: more takes longer. */
  readonly weight: number;
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
      documented: documentedRecovery(fault, definition, target),
      weight: weightOf(setting, fault, choice),
    };
  });
}

/** The long ones first, so that none of them is left alone at the end; otherwise in the order given. */
export function longestFirst(cases: readonly SuiteCase[]): SuiteCase[] {
  return cases.toSorted((a, b) => b.weight - a.weight);
}

/** Every target is a trial with a recovery of its own; apart from that, more nodes take longer. */
function weightOf(setting: Setting, fault: AnyFault, choice: FaultChoice): number {
  return 1000 * requestsFor(fault, choice, setting).length + setting.topology.nodes.length;
}
