import type { FaultPart } from '../faults/kit/fault.ts';
import type { Injected } from '../lab/faults/inject.ts';
import { workbenchOf } from '../lab/faults/workbench-of.ts';
import type { Lab } from '../lab/lab.ts';
import { type FaultChange, RunningParts } from './running-parts.ts';

/** The faults of a trial: each is applied and undone in its time, while traffic is watched. */
export interface Course {
  /** The fault that was applied at T0. */
  readonly first: Injected;
  /** All faults that were applied so far. */
  readonly injected: readonly Injected[];
  /** What was applied and undone so far, in the order of time. */
  readonly changes: readonly FaultChange[];
  /** When undoing a fault began; undefined: it has not begun. */
  undoneAt(one: Injected): number | undefined;
  /** Every part was applied, and every necessary step of undoing is done. */
  readonly isOver: boolean;
  /** Machines that are gone and not replaced yet. */
  readonly away: readonly string[];
  /** Why a fault could not be applied or undone; undefined: all went well so far. */
  readonly failure: Error | undefined;
  /** Applies no further fault, undoes at once everything that needs no new machine, and waits until that is done. */
  end(): Promise<void>;
}

/**
 * Applies the first part of a fault; the other parts follow in their time.
 *
 * @param parts in the order of time; the first one has 0 seconds
 * @throws FaultError when the first one could not be applied
 */
export async function startCourse(
  lab: Lab,
  [start, ...rest]: readonly FaultPart[],
  signal: AbortSignal,
): Promise<Course> {
  if (!start) throw new Error('A course has at least one fault.');
  const parts = new RunningParts(lab, 1 + rest.length, signal);
  const first = await parts.apply(start);
  const work = parts.follow(first, rest);
  return {
    first,
    injected: parts.injected,
    changes: parts.changes,
    undoneAt: (one) => parts.undoneAt(one),
    get isOver() {
      return parts.isOver;
    },
    get away() {
      return parts.away;
    },
    get failure() {
      return parts.failure;
    },
    async end() {
      parts.stop();
      await work;
      if (!signal.aborted) await parts.undoLeft();
    },
  };
}

/** Seconds from T0 until everything is undone. */
export const secondsOf = (lab: Lab, parts: readonly FaultPart[]): number =>
  Math.max(
    ...parts.map(
      ({ atSeconds, fault, request }) =>
        atSeconds +
        Math.max(0, ...fault.undo(workbenchOf(lab), request).map(({ afterSeconds }) => afterSeconds)),
    ),
  );
