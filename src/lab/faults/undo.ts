import { setTimeout as delay } from 'node:timers/promises';
import type { Lab } from '../lab.ts';
import { finishReplacement, replaceMachine } from './replace-machine.ts';
import type { RecordedStep } from './undo-records.ts';
import { runScript } from './workbench-of.ts';

export interface UndoTimes {
  /** When the fault was applied, as `performance.now()`; undefined: undo everything now. */
  readonly since: number | undefined;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /** Asked when a step is due: another process may have undone the fault. Absent: the fault is still to be undone. */
  readonly isBroken?: () => Promise<boolean>;
  /** Called just before each step. */
  readonly onStep?: (step: RecordedStep) => Promise<void>;
  /** Called after each step. */
  readonly onDone?: (step: RecordedStep) => void;
}

/** Does every step when it is due. Steps of the same time run in their order, since one may need the other. */
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
  if (now !== undefined && now !== step.container) {
    if (step.kind === 'replace' && lab.runs(step.node)) await finishReplacement(lab, step.node, signal);
    return;
  }
  switch (step.kind) {
    case 'replace':
      return replaceMachine(lab, step.node, signal);
    case 'run':
      // A fault is gone with its machine; the replacement never had it.
      if (lab.runs(step.node)) await runScript(lab, step.node, step.script);
  }
}
