import type { ActiveFault } from '../../lab/snapshot/snapshot.ts';

/** A fault of the lab, whoever applied it, by the clock of this machine. */
export interface LoggedFault extends ActiveFault {
  readonly seenAt: Date;
  /** Absent: it is still there. */
  readonly healedAt?: Date;
}

/** The faults since the lab was opened, the oldest first. A fault that undoes itself leaves no trace. */
export class FaultLog {
  #faults: LoggedFault[] = [];
  #hasLooked = false;

  get faults(): readonly LoggedFault[] {
    return this.#faults;
  }

  /** @param active what the snapshot lists now */
  look(active: readonly ActiveFault[], now = new Date()): void {
    const isActive = (id: string) => active.some((one) => one.id === id);
    this.#faults = this.#faults.map((fault) =>
      fault.healedAt || isActive(fault.id) ? fault : { ...fault, healedAt: now },
    );
    // Those of an earlier server were there before this one looked.
    const seenAt = ({ since }: ActiveFault) =>
      this.#hasLooked ? now : new Date(Math.min(now.getTime(), Date.parse(since)));
    const known = new Set(this.#faults.map(({ id }) => id));
    this.#faults.push(
      ...active.filter(({ id }) => !known.has(id)).map((fault) => ({ ...fault, seenAt: seenAt(fault) })),
    );
    this.#hasLooked = true;
  }

  /** Notes a fault that needs no undoing: it was over as soon as it was applied. */
  note(fault: Omit<ActiveFault, 'endsAt' | 'since'>, now = new Date()): void {
    this.#faults.push({ ...fault, since: now.toISOString(), endsAt: null, seenAt: now, healedAt: now });
  }
}
