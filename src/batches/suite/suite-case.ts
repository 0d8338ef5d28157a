import type { Definition, Limits } from '../../definition/definition.ts';
import { type FaultParameters, parametersText } from '../../definition/fault-parameters.ts';
import { faultNamed } from '../../definition/known-fault.ts';
import { type ProfileName, profileNamed } from '../../definition/profile.ts';
import { faults } from '../../faults/by-name.ts';
import { type DocumentedFigure, documentedRecovery } from '../../faults/kit/documented.ts';
import type { AnyFault, Setting } from '../../faults/kit/fault.ts';
import { faultText } from '../../report/words/fault-text.ts';
import { buildTopology } from '../../topology/build-topology.ts';

/** One case of the failover regression suite: a lab, a fault, and what recovery has to keep. */
export interface SuiteCase {
  /** Name of the lab, as its definition has it. */
  readonly lab: string;
  /** What the program is asked for to get this lab: its name, or the path of its file. */
  readonly asked: string;
  readonly fault: string;
  /** Absent: the usual target of the fault. */
  readonly target?: string;
  readonly with: FaultParameters;
  /** Of the suite's profile. Absent: whatever recovers is fine. */
  readonly limits?: Limits;
  readonly documented: DocumentedFigure;
  /** For the order in which cases are run: more is longer. */
  readonly weight: number;
}

export interface LabToCheck {
  readonly asked: string;
  readonly definition: Definition;
}

export interface LabCases {
  readonly cases: readonly SuiteCase[];
  /** Why an entry of `expect` can never be run; they are wrong input. */
  readonly objections: readonly string[];
}

/** The cases of a lab: one for each entry of its `expect`. */
export function casesOf({ asked, definition }: LabToCheck, profile: ProfileName): LabCases {
  const topology = buildTopology(definition, profileNamed(profile));
  const planned = definition.expect.map(({ fault: name, target, parameters, limits }) => {
    const fault = faultNamed(faults, name);
    if (!fault) throw new Error(`There is no fault ${name}.`);
    const setting = { definition, topology };
    const own = limits[profile];
    const one: SuiteCase = {
      lab: definition.name,
      asked,
      fault: name,
      ...(target !== undefined && { target }),
      with: parameters,
      ...(own && { limits: own }),
      documented: documentedRecovery(fault, definition),
      weight: weightOf(setting, fault, target),
    };
    return { one, objection: objectionTo(one, fault, setting) };
  });
  return {
    cases: planned.map(({ one }) => one),
    objections: planned.flatMap(({ one, objection }) =>
      objection === undefined
        ? []
        : [`${one.lab}, ${faultText({ ...one, parameters: parametersText(one.with) })}: ${objection}`],
    ),
  };
}

/** The long ones first, so that none of them is left alone at the end; otherwise in the order given. */
export function longestFirst(cases: readonly SuiteCase[]): SuiteCase[] {
  return cases.toSorted((a, b) => b.weight - a.weight);
}

function objectionTo(
  { target, with: parameters }: SuiteCase,
  fault: AnyFault,
  setting: Setting,
): string | undefined {
  const targets = target === undefined ? fault.targets(setting) : [target];
  if (targets.length === 0) return 'the lab has nothing that this could happen to.';
  return targets
    .map((one) => fault.check(setting, { target: one, parameters }))
    .find((objection) => objection !== undefined);
}

/** Every target is a trial with a recovery of its own; apart from that, more nodes take longer. */
function weightOf(setting: Setting, fault: AnyFault, target: string | undefined): number {
  const trials = target === undefined ? fault.targets(setting).length : 1;
  return 1000 * trials + setting.topology.nodes.length;
}
