import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, FaultPart, FaultRequest } from '../faults/kit/fault.ts';
import { heal, type Injected, inject } from '../lab/faults/inject.ts';
import { undo } from '../lab/faults/undo.ts';
import { type RecordedStep, recordKeeper, removeRecord } from '../lab/faults/undo-records.ts';
import { engineTime, workbenchOf } from '../lab/faults/workbench-of.ts';
import type { Lab } from '../lab/lab.ts';

/** A fault, or one of those that a fault is made of, was applied or is about to be undone. */
export interface FaultChange {
  /** Nanoseconds of the engine kernel's CLOCK_MONOTONIC. */
  readonly time: number;
  readonly fault: string;
  readonly target: string;
  readonly applied: boolean;
}

/** The faults of a trial on their way: each is applied and undone in its time, while traffic is watched. */
export interface Course {
  /** The one that was applied at T0. */
  readonly first: Injected;
  /** All that were applied so far. */
  readonly injected: readonly Injected[];
  /** What was applied and undone so far, in the order of time. */
  readonly changes: readonly FaultChange[];
  /** When undoing a fault began; absent: it has not. */
  undoneAt(one: Injected): number | undefined;
  /** Every part was applied, and every step of undoing is done but those that may not be needed. */
  readonly isOver: boolean;
  /** Machines that are gone, and whose replacement is not there yet. */
  readonly away: readonly string[];
  /** Why something could not be applied or undone; absent when all is well so far. */
  readonly failure: Error | undefined;
  /** Applies nothing any more, undoes at once what does not need a new machine, and waits until that is done. */
  end(): Promise<void>;
}

/**
 * Applies the first of some faults and has the others follow.
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
  const stop = new AbortController();
  const ending = AbortSignal.any([signal, stop.signal]);
  const changes: FaultChange[] = [];
  const injected: Injected[] = [];
  const waiting = new Set<RecordedStep>();
  const begun = new Map<Injected, number>();
  let partsLeft = 1 + rest.length;
  let failure: Error | undefined;
  /** The first one ends the course: what follows would be applied to a lab of which nothing is known. */
  const fail = (error: unknown) => {
    failure ??= error instanceof Error ? error : new Error(String(error));
    stop.abort();
  };

  const apply = async ({ fault, request }: { readonly fault: Fault; readonly request: FaultRequest }) => {
    const one = await inject(lab, fault, request);
    injected.push(one);
    partsLeft -= 1;
    for (const step of one.record.steps) waiting.add(step);
    changes.push({ ...nameOf(one), time: one.appliedAt.lower, applied: true });
    return one;
  };
  const undoInTime = (one: Injected) =>
    heal(lab, one.record, {
      since: one.since,
      signal: ending,
      onStep: async () => {
        // A fault with several steps begins to be undone once.
        if (begun.has(one)) return;
        const time = await engineTime(lab, recordKeeper(lab));
        begun.set(one, time);
        changes.push({ ...nameOf(one), time, applied: false });
      },
      onDone: (step) => waiting.delete(step),
    });

  const first = await apply(start);
  const inItsTime = async (part: FaultPart) => {
    const left = first.since + part.atSeconds * 1000 - performance.now();
    await delay(Math.max(0, left), undefined, { signal: ending });
    await undoInTime(await apply(part));
  };
  const work = Promise.all(
    [undoInTime(first), ...rest.map(inItsTime)].map((part) =>
      part.catch((error) => {
        // To be stopped because the trial is over is no failure.
        if (!ending.aborted) fail(error);
      }),
    ),
  );
  return {
    first,
    injected,
    changes,
    undoneAt: (one) => begun.get(one),
    get isOver() {
      return partsLeft === 0 && [...waiting].every(({ ifNeeded }) => ifNeeded);
    },
    get away() {
      return [...waiting].filter(({ kind }) => kind === 'replace').map(({ node }) => node);
    },
    get failure() {
      return failure;
    },
    async end() {
      stop.abort();
      await work;
      if (signal.aborted) return;
      for (const { record } of injected) {
        const left = record.steps.filter((step) => waiting.has(step));
        const now = left.filter(({ kind }) => kind === 'run');
        try {
          await undo(lab, now, { since: undefined, signal });
          // Who is away is still to be replaced, by whoever goes on with the lab.
          if (now.length === left.length) await removeRecord(lab, record);
        } catch (error) {
          fail(error);
        }
      }
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

const nameOf = ({ fault, request }: Injected): Pick<FaultChange, 'fault' | 'target'> => ({
  fault: fault.name,
  target: request.target,
});
