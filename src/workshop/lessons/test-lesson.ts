import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { notYet, ready, until } from '../../base/until.ts';
import { missingText } from '../../lab/redundancy/missing-text.ts';
import type { HubOptions } from '../live/hub-options.ts';
import { LabHub } from '../live/lab-hub.ts';
import { hubSteps } from './hub-steps.ts';
import { keepLooking } from './keep-looking.ts';
import type { LessonOutcome, TaskOutcome } from './lesson-outcome.ts';
import { LessonSession } from './lesson-session.ts';
import type { LoadedLesson } from './loaded-lesson.ts';
import { setUpStart } from './solve-task.ts';
import { testTask } from './test-task.ts';

/** How long a lab may take to be whole after "Start over" (ms). Healing waits for that itself, a new lab as well. */
const wholeMs = 120_000;

export interface LessonTestOptions {
  readonly hub: Omit<HubOptions, 'labs' | 'files'>;
  readonly signal: AbortSignal;
  /** What happens just now, for people. */
  readonly onStep: (text: string) => void;
}

/**
 * Brings the lab of a lesson up, and proves each task in its order, as {@link testTask} does; at the end "Start over" has to
 * bring full redundancy back. The lab is removed in any case.
 *
 * @throws the reason of the signal
 */
export async function testLesson(
  loaded: LoadedLesson,
  { hub: options, signal, onStep }: LessonTestOptions,
): Promise<LessonOutcome> {
  const startedAt = new Date().toISOString();
  const from = performance.now();
  const hub = new LabHub({ ...options, labs: 'own', files: [loaded.labToOpen] });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= hub.close();
    return closing;
  };
  const onAbort = () => void close().catch(() => {});
  signal.addEventListener('abort', onAbort, { once: true });
  let found: Pick<LessonOutcome, 'tasks' | 'reset' | 'error'>;
  try {
    signal.throwIfAborted();
    found = await testInLab(loaded, hub, { signal, onStep });
  } finally {
    signal.removeEventListener('abort', onAbort);
    onStep('Removing the lab');
    await close();
  }
  return { lesson: loaded.key, startedAt, seconds: secondsSince(from), ...found };
}

type Found = Pick<LessonOutcome, 'tasks' | 'reset' | 'error'>;

async function testInLab(
  loaded: LoadedLesson,
  hub: LabHub,
  { signal, onStep }: Pick<LessonTestOptions, 'signal' | 'onStep'>,
): Promise<Found> {
  const { lesson } = loaded;
  const tasks: TaskOutcome[] = [];
  try {
    onStep(`Bringing ${loaded.definition.name} up`);
    await hub.open({ lab: loaded.labToOpen, profile: lesson.profile });
    await over(hub);
    await whole(hub, signal);
    await setUpStart(lesson.start, hub);
    const session = new LessonSession(loaded, hub);
    const end = keepLooking(hub, () => session.look());
    try {
      for (const task of lesson.tasks) {
        onStep(`Task ${task.id}: ${task.title}`);
        tasks.push(await testTask(task, { session, lab: hub, further: hubSteps(hub), signal }));
      }
    } finally {
      end();
    }
    onStep(`Start over: ${lesson.reset}`);
    return { tasks, reset: await testReset(loaded, hub, signal) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SwitchoverError)) throw error;
    return { tasks, error: { kind: error.kind, message: error.message } };
  }
}

async function testReset(
  { lesson: { reset: how } }: LoadedLesson,
  hub: LabHub,
  signal: AbortSignal,
): Promise<NonNullable<LessonOutcome['reset']>> {
  const from = performance.now();
  try {
    await hub.startOver({ how });
    await over(hub);
    await whole(hub, signal);
    return { how, seconds: secondsSince(from) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SwitchoverError)) throw error;
    return { how, seconds: secondsSince(from), problem: error.message };
  }
}

const whole = (hub: LabHub, signal: AbortSignal): Promise<void> =>
  until(
    'Full redundancy',
    () => {
      const { snapshot } = hub;
      if (!snapshot) return notYet('no lab is up');
      return snapshot.complete ? ready() : notYet(`missing: ${missingText(snapshot.missing)}`);
    },
    { kind: 'lab-not-ready', timeoutMs: wholeMs, intervalMs: 200, signal },
  );

async function over(hub: LabHub): Promise<void> {
  const failure = await hub.idle();
  if (failure !== undefined) throw new SwitchoverError('lab-not-ready', failure);
}

const secondsSince = (from: number): number => (performance.now() - from) / 1000;
