import type { Engine } from '../../src/engine/engine.ts';
import { joinLab } from '../../src/lab/join-lab.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { runningLabs } from '../../src/lab/running-labs.ts';
import { labDown, labUp } from '../labs/support/lab-up.ts';
import type { Case } from './cases.ts';
import { type Outcome, perform } from './perform.ts';

/** Cases of one lab that are tried one after the other. */
export type Shift = readonly Case[];

/** Seconds that a case takes besides its own time, usually. */
const overheadSeconds = 6;

/** Divides the cases of each lab into shifts of about that many seconds. */
export function shiftsOf(cases: readonly Case[], seconds: number): Shift[] {
  const shifts: Case[][] = [];
  let left = 0;
  for (const one of cases) {
    const current = shifts.at(-1);
    if (current && current[0]?.lab === one.lab && left > 0) current.push(one);
    else {
      shifts.push([one]);
      left = seconds;
    }
    left -= one.healAfter + overheadSeconds;
  }
  return shifts;
}

interface ShiftOptions {
  readonly onOutcome: (outcome: Outcome) => void;
  /** No case begins after this moment, as `performance.now()`. */
  readonly until: number;
  /** Leaves labs up that did not come back, to be looked into, and calls this with their ids. */
  readonly keep?: (id: string) => void;
}

/** Works on several shifts at once, each with a lab of its own, and goes on after failures. */
export async function performAll(
  engine: Engine,
  shifts: readonly Shift[],
  options: ShiftOptions & { readonly jobs: number },
): Promise<void> {
  const waiting = [...shifts];
  const work = async () => {
    for (let shift = waiting.shift(); shift; shift = waiting.shift()) {
      await performShift(engine, shift, options);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
}

/** A lab that did not come back is replaced by a new one. */
async function performShift(engine: Engine, shift: Shift, options: ShiftOptions): Promise<void> {
  const { until, keep, onOutcome } = options;
  const [next, ...others] = shift;
  if (!next || performance.now() > until) return;
  let left: Shift = [next, ...others];
  let id: string | undefined;
  try {
    id = await labUp(next.lab);
    const lab = await joined(engine, id);
    try {
      for (const one of shift) {
        if (performance.now() > until) break;
        const outcome = await perform(lab, one);
        onOutcome(outcome);
        left = left.slice(1);
        if (outcome.wholeAfter !== undefined) continue;
        if (keep) {
          keep(id);
          id = undefined;
        }
        break;
      }
    } finally {
      await lab.leave();
    }
  } catch (error) {
    const [one] = left;
    if (one) onOutcome({ case: one, wholeAfter: undefined, failure: String(error) });
    left = left.slice(1);
  } finally {
    await labDown(id);
  }
  await performShift(engine, left, options);
}

async function joined(engine: Engine, id: string): Promise<Lab> {
  const running = (await runningLabs(engine)).find((one) => one.id === id);
  if (!running) throw new Error(`${id} is not up.`);
  return joinLab(engine, running);
}
