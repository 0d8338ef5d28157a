import { setTimeout as delay } from 'node:timers/promises';
import type { Lab } from '../lab/lab.ts';
import { replaceMachine } from '../platform/replacement.ts';
import { runScript } from './instant.ts';

/** One thing to do so that a fault is undone; plain data, so that another process can do it. */
export type UndoStep = {
  /** Seconds after the fault was applied. */
  readonly afterSeconds: number;
  /** What is broken may come back by itself, and then nothing is left to do. */
  readonly ifNeeded?: true;
} & (
  | /** Put a new machine in the place of one that is gone. */ {
      readonly kind: 'replace';
      readonly node: string;
    }
  /** Run a shell script in a node. It is fine with having been run before. */
  | { readonly kind: 'run'; readonly node: string; readonly script: string }
);

export interface UndoTimes {
  /** When the fault was applied, as `performance.now()`; undefined: everything is to be undone now. */
  readonly since: number | undefined;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /** Told of each step just before it is done. */
  readonly onStep?: (step: UndoStep) => Promise<void>;
}

/** Does every step in its time. Those of one time are done in their order, since one may need the other. */
export async function undo(
  lab: Lab,
  steps: readonly UndoStep[],
  { since, signal, onStep }: UndoTimes,
): Promise<void> {
  const times = [...new Set(steps.map(({ afterSeconds }) => afterSeconds))];
  await Promise.all(
    times.map(async (afterSeconds) => {
      if (since !== undefined) {
        const left = since + afterSeconds * 1000 - performance.now();
        await delay(Math.max(0, left), undefined, { signal });
      }
      for (const step of steps.filter((one) => one.afterSeconds === afterSeconds)) {
        await onStep?.(step);
        await doStep(lab, step, signal);
      }
    }),
  );
}

async function doStep(lab: Lab, step: UndoStep, signal: AbortSignal): Promise<void> {
  switch (step.kind) {
    case 'replace':
      return replaceMachine(lab, step.node, signal);
    case 'run':
      // A machine that is gone has nothing of the fault any more, nor will its replacement.
      if (lab.runs(step.node)) await runScript(lab, step.node, step.script);
  }
}
