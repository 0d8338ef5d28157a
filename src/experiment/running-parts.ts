import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, FaultPart, FaultRequest } from '../faults/kit/fault.ts';
import { heal, type Injected, inject } from '../lab/faults/inject.ts';
import { undo } from '../lab/faults/undo.ts';
import { type RecordedStep, recordKeeper, removeRecord } from '../lab/faults/undo-records.ts';
import { engineTime } from '../lab/faults/workbench-of.ts';
import type { Lab } from '../lab/lab.ts';

/** A fault, or one part of a fault, was applied or is about to be undone. */
export interface FaultChange {
  /** Nanoseconds of the engine kernel's CLOCK_MONOTONIC. */
  readonly time: number;
  readonly fault: string;
  readonly target: string;
  readonly applied: boolean;
}

/** Applies and undoes the parts of a fault, and keeps account of them. */
export class RunningParts {
  readonly injected: Injected[] = [];
  readonly changes: FaultChange[] = [];
  readonly #lab: Lab;
  readonly #signal: AbortSignal;
  readonly #stop = new AbortController();
  /** Aborts when the trial is interrupted, when it is over, and after the first failure. */
  readonly #ending: AbortSignal;
  /** Steps of undoing that are not done yet. */
  readonly #waiting = new Set<RecordedStep>();
  readonly #undoneAt = new Map<Injected, number>();
  #partsLeft: number;
  #failure: Error | undefined;

  constructor(lab: Lab, parts: number, signal: AbortSignal) {
    this.#lab = lab;
    this.#partsLeft = parts;
    this.#signal = signal;
    this.#ending = AbortSignal.any([signal, this.#stop.signal]);
    // Each part that is still to come waits for it.
    setMaxListeners(0, this.#ending);
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  get isOver(): boolean {
    return this.#partsLeft === 0 && this.#waiting.size === 0;
  }

  get away(): readonly string[] {
    return [...this.#waiting].filter(({ kind }) => kind === 'replace').map(({ node }) => node);
  }

  undoneAt(one: Injected): number | undefined {
    return this.#undoneAt.get(one);
  }

  async apply({ fault, request }: Pick<FaultPart, 'fault' | 'request'>): Promise<Injected> {
    const one = await inject(this.#lab, fault, request);
    this.injected.push(one);
    this.#partsLeft -= 1;
    for (const step of one.record.steps) this.#waiting.add(step);
    this.changes.push({ ...nameOf(one), time: one.appliedAt.lower, applied: true });
    return one;
  }

  /**
   * Undoes the first part in its time, and applies and undoes the others in theirs. On a busy machine a part may still be
   * about to be undone when the same comes again: that waits, or its own effect would be undone at once. It never rejects.
   */
  async follow(first: Injected, rest: readonly FaultPart[]): Promise<void> {
    const running = new Map([[sameAs(first), [this.#undoInTime(first)]]]);
    for (const part of rest) {
      const alike = running.get(sameAs(part)) ?? [];
      running.set(sameAs(part), [...alike, this.#runInTime(first, part, alike.at(-1))]);
    }
    await Promise.all(
      [...running.values()].flat().map((work) =>
        work.catch((error) => {
          // A stop at the end of the trial is not a failure.
          if (!this.#ending.aborted) this.#fail(error);
        }),
      ),
    );
  }

  /** Starts no further step. */
  stop(): void {
    this.#stop.abort();
  }

  /** Undoes at once everything that is left and needs no new machine. */
  async undoLeft(): Promise<void> {
    for (const { record } of this.injected) {
      const left = record.steps.filter((step) => this.#waiting.has(step));
      const now = left.filter(({ kind }) => kind === 'run');
      try {
        await undo(this.#lab, now, { since: undefined, signal: this.#signal });
        // The record of a machine that is still away stays for the next user of the lab, who replaces it.
        if (now.length === left.length) await removeRecord(this.#lab, record);
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  async #runInTime(first: Injected, part: FaultPart, alike: Promise<void> | undefined): Promise<void> {
    const left = first.since + part.atSeconds * 1000 - performance.now();
    await delay(Math.max(0, left), undefined, { signal: this.#ending });
    await alike;
    await this.#undoInTime(await this.apply(part));
  }

  #undoInTime(one: Injected): Promise<void> {
    return heal(this.#lab, one.record, {
      since: one.since,
      signal: this.#ending,
      onStep: () => this.#noteUndo(one),
      onDone: (step) => this.#waiting.delete(step),
    });
  }

  /** Only the first step counts: a fault with several steps begins to be undone once. */
  async #noteUndo(one: Injected): Promise<void> {
    if (this.#undoneAt.has(one)) return;
    const time = await engineTime(this.#lab, recordKeeper(this.#lab));
    this.#undoneAt.set(one, time);
    this.changes.push({ ...nameOf(one), time, applied: false });
  }

  /** The first failure ends the course: nothing is known of the lab to which the next part would be applied. */
  #fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    this.#stop.abort();
  }
}

/** A key that parts share which do the same to the same target. */
const sameAs = ({ fault, request }: Pick<FaultPart, 'fault' | 'request'>): string =>
  JSON.stringify([fault.name, request.target, request.parameters]);

const nameOf = ({
  fault,
  request,
}: {
  readonly fault: Fault;
  readonly request: FaultRequest;
}): Pick<FaultChange, 'fault' | 'target'> => ({ fault: fault.name, target: request.target });
