import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Action } from '../../lessons/actions/action.ts';
import type { FaultWish } from '../../lessons/format/fault-wish.ts';
import { activeTarget } from '../../lessons/format/fault-words.ts';
import type { BreakRequest, HealRequest, TrialRequest } from '../protocol/requests.ts';
import type { LessonLab } from './lesson-facts.ts';
import type { LessonSession } from './lesson-session.ts';

/** The lab of a lesson in which its steps are done. A `LabHub` is one. */
export interface SolvingLab extends LessonLab {
  readonly break: (request: BreakRequest) => Promise<void>;
  readonly heal: (request: HealRequest) => Promise<void>;
  readonly trial: (request: TrialRequest) => Promise<void>;
  /** Waits until nothing goes on. @returns why the last work failed */
  readonly idle: () => Promise<string | undefined>;
}

/** What a hub does not do itself. */
export interface FurtherSteps {
  readonly timer: (step: Extract<Action, { readonly action: 'timer' }>) => Promise<void>;
  readonly exec: (step: Extract<Action, { readonly action: 'exec' }>) => Promise<void>;
  readonly restart: (step: Extract<Action, { readonly action: 'restart' }>) => Promise<void>;
}

/**
 * Solves a task by the steps of its solution, one after the other. Whether it passes, the next looks at the lesson say.
 *
 * @throws SwitchoverError when a step could not be done; the task is open as before then
 */
export async function solveTask(
  session: LessonSession,
  task: string,
  lab: SolvingLab,
  further: FurtherSteps,
): Promise<void> {
  try {
    for (const step of session.beginSolving(task)) {
      if (step.action === 'answer') session.doAnswer(task, step);
      else await doStep(step, lab, further);
    }
  } catch (error) {
    session.endSolving(task);
    throw error;
  }
}

/** Breaks what a lesson breaks before the learner comes. */
export async function setUpStart(start: readonly FaultWish[], lab: SolvingLab): Promise<void> {
  for (const wish of start) {
    await lab.break(requestFor(wish, lab));
    await over(lab);
  }
}

async function doStep(
  step: Exclude<Action, { readonly action: 'answer' }>,
  lab: SolvingLab,
  further: FurtherSteps,
): Promise<void> {
  switch (step.action) {
    case 'fault':
      await lab.break(requestFor(step, lab));
      return over(lab);
    case 'heal':
      await lab.heal({});
      return over(lab);
    case 'trial':
      await lab.trial(requestFor(step, lab));
      return over(lab);
    case 'timer':
      return further.timer(step);
    case 'exec':
      return further.exec(step);
    case 'restart':
      return further.restart(step);
  }
}

async function over(lab: SolvingLab): Promise<void> {
  const failure = await lab.idle();
  if (failure !== undefined) throw new SwitchoverError('lab-not-ready', failure);
}

/** The active instance is a name only when the fault comes. */
function requestFor(
  { fault, target, parameters }: FaultWish,
  { snapshot, topology }: SolvingLab,
): BreakRequest {
  const given = Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const gateway = topology?.floating.find(({ activeStandby, isPair }) => activeStandby && !isPair)?.name;
  const holder = snapshot?.floating.find(({ name }) => name === gateway)?.holder;
  const node = target === activeTarget ? (holder ?? undefined) : target;
  return { fault, parameters: given, ...(node !== undefined && { target: node }) };
}
