import type { RunResult } from '../../analysis/run-result.ts';
import type { LabSnapshot } from '../../lab/snapshot/snapshot.ts';
import type { Facts, LoggedFault } from '../../lessons/checks/facts.ts';
import { trialFacts } from '../../lessons/checks/trial-facts.ts';
import type { Topology } from '../../topology/topology.ts';

/** The lab of a lesson, as far as a lesson looks at it. A `LabHub` is one. */
export interface LessonLab {
  /** Undefined: the lab is not up. */
  readonly snapshot: LabSnapshot | undefined;
  readonly topology: Topology | undefined;
  readonly faultLog: readonly SeenFault[];
  /** The oldest first. */
  readonly measurements: readonly RunResult[];
}

interface SeenFault {
  readonly id: string;
  readonly fault: string;
  readonly target: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly seenAt: Date;
  readonly healedAt?: Date;
}

/** Collects what the checks of a lesson look at. It has to look often: who was active before a fault is known by looking. */
export class LessonFacts {
  readonly #lab: LessonLab;
  readonly #activeBefore = new Map<SeenFault['id'], readonly string[]>();
  #active: readonly string[] = [];

  constructor(lab: LessonLab) {
    this.#lab = lab;
  }

  /**
   * The facts as they are now; null: the lab is not up.
   *
   * @param beganAt when the lesson began, ms since 1970: what was over before is left out
   */
  look(beganAt: number): Facts | null {
    const { snapshot, topology, faultLog, measurements } = this.#lab;
    if (!snapshot || !topology) return null;
    for (const { id } of faultLog) {
      if (!this.#activeBefore.has(id)) this.#activeBefore.set(id, this.#active);
    }
    this.#active = snapshot.floating.flatMap(({ holder }) => holder ?? []);
    const faults = faultLog
      .map((one): LoggedFault => {
        const at = one.seenAt.getTime();
        return {
          id: one.id,
          fault: one.fault,
          target: one.target,
          parameters: one.parameters,
          at,
          endedAt: one.healedAt?.getTime() ?? null,
          isOfStart: at < beganAt,
          activeBefore: this.#activeBefore.get(one.id) ?? [],
        };
      })
      .filter(({ endedAt }) => endedAt === null || endedAt >= beganAt);
    const trials = measurements.flatMap((result) => {
      const at = Date.parse(result.run.startedAt);
      const { name } = result.run.fault;
      const applied = faults.find((one) => one.at >= at && one.fault === name);
      return at < beganAt ? [] : trialFacts(result, { at, activeBefore: applied?.activeBefore ?? [] });
    });
    return { snapshot, topology, faults, trials };
  }
}
