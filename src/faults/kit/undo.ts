import { setTimeout as delay } from 'node:timers/promises';
import type { Lab } from '../../lab/lab.ts';
import { runScript } from './instant.ts';
import { replaceMachine } from './replacement.ts';

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

/** A step as it is recorded: what happened to one container is not to be undone in another one that took its place. */
export type RecordedStep = UndoStep & {
  /** Id of the node's container when the fault was applied. */
  readonly container: string;
};

export interface UndoTimes {
  /** When the fault was applied, as `performance.now()`; undefined: everything is to be undone now. */
  readonly since: number | undefined;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /** Whether it is still to be undone when its time has come: somebody else may have done it. Absent: it is. */
  readonly isBroken?: () => Promise<boolean>;
  /** Told of each step just before it is done. */
  readonly onStep?: (step: RecordedStep) => Promise<void>;
  /** Told of each step that was done. */
  readonly onDone?: (step: RecordedStep) => void;
}

/** Does every step in its time. Those of one time are done in their order, since one may need the other. */
export async function undo(
  lab: Lab,
  steps: readonly RecordedStep[],
  { since, signal, isBroken = async () => true, onStep, onDone }: UndoTimes,
): Promise<void> {
  const times = [...new Set(steps.map(({ afterSeconds }) => afterSeconds))];
  await Promise.all(
    times.map(async (afterSeconds) => {
      if (since !== undefined) {
        const left = since + afterSeconds * 1000 - performance.now();
        await delay(Math.max(0, left), undefined, { signal });
        if (!(await isBroken())) return;
      }
      for (const step of steps.filter((one) => one.afterSeconds === afterSeconds)) {
        await onStep?.(step);
        await doStep(lab, step, signal);
        onDone?.(step);
      }
    }),
  );
}

async function doStep(lab: Lab, step: RecordedStep, signal: AbortSignal): Promise<void> {
  const now = lab.nodeOrNone(step.node)?.container.id;
  if (now !== undefined && now !== step.container) return;
  switch (step.kind) {
    case 'replace':
      return replaceMachine(lab, step.node, signal);
    case 'run':
      // A machine that is gone has nothing of the fault any more, nor will its replacement.
      if (lab.runs(step.node)) await runScript(lab, step.node, step.script);
  }
}
