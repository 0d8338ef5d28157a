import type { StartFault } from '../../lessons/format/lesson.ts';
import type { PageUpdate } from '../protocol/updates.ts';

type ActiveFault = { readonly id: string; readonly fault: string; readonly target: string };

/** Faults that a lesson has set up and that a learner has to find: the page is not told of them. */
export class HiddenFaults {
  readonly #ids = new Set<string>();
  #expected: StartFault[] = [];
  /** Whether they are being set up. */
  isStarting = false;

  /** @param start of the lesson; the first fault that fits one of them is that one */
  expect(start: readonly StartFault[]): void {
    this.#ids.clear();
    this.#expected = start.filter(({ isHidden }) => isHidden);
  }

  /** Whether one of them is among these. */
  isAmong(faults: readonly ActiveFault[]): boolean {
    return faults.some((one) => this.#isHidden(one));
  }

  /** An update without them. */
  shown(update: PageUpdate): PageUpdate {
    if (update.kind === 'work' && this.isStarting && update.work !== null) {
      return { kind: 'work', work: { ...update.work, text: 'Setting the lesson up', step: '' } };
    }
    if (update.kind !== 'live') return update;
    const live = update.update;
    if (live.kind === 'snapshot') {
      const faults = this.#without(live.snapshot.faults);
      return { kind: 'live', update: { ...live, snapshot: { ...live.snapshot, faults } } };
    }
    if (live.kind === 'change' && live.change.part === 'faults') {
      return {
        kind: 'live',
        update: { ...live, change: { part: 'faults', now: this.#without(live.change.now) } },
      };
    }
    return update;
  }

  #without<Fault extends ActiveFault>(faults: readonly Fault[]): Fault[] {
    return faults.filter((one) => !this.#isHidden(one));
  }

  #isHidden({ id, fault, target }: ActiveFault): boolean {
    if (this.#ids.has(id)) return true;
    const found = this.#expected.findIndex(
      (one) => one.fault === fault && (one.target === undefined || one.target === target),
    );
    if (found < 0) return false;
    this.#expected.splice(found, 1);
    this.#ids.add(id);
    return true;
  }
}
