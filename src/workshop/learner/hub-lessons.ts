import { errorText } from '../../base/errors/error-value.ts';
import type { Action } from '../../lessons/actions/action.ts';
import type { FaultWish } from '../../lessons/format/fault-wish.ts';
import { Refusal } from '../http/refusal.ts';
import type { SeatLessons } from '../http/seat-services.ts';
import type { LessonLab } from '../lessons/lesson-facts.ts';
import { lessonPicture } from '../lessons/lesson-picture.ts';
import { LessonSession } from '../lessons/lesson-session.ts';
import type { LoadedLesson } from '../lessons/loaded-lesson.ts';
import type { LabHub } from '../live/lab-hub.ts';
import type { LessonView } from '../protocol/lesson.ts';
import type { OpenLabRequest } from '../protocol/requests.ts';
import type { PageUpdate } from '../protocol/updates.ts';
import { HiddenFaults } from './hidden-faults.ts';

/** Lamps follow the lab within a second. */
const lookEveryMs = 1000;

/** What lessons need of a hub. */
export type LessonHub = LessonLab & Pick<LabHub, 'state' | 'subscribe' | 'break' | 'heal' | 'trial' | 'idle'>;

export interface HubLessonsParts {
  readonly hub: LessonHub;
  readonly lessons: readonly LoadedLesson[];
  readonly open: (request: OpenLabRequest) => Promise<void>;
}

/** The lessons of a seat, in the lab of its hub. */
export class HubLessons implements SeatLessons {
  readonly #parts: HubLessonsParts;
  readonly #listeners = new Set<(update: PageUpdate) => void>();
  readonly #hidden = new HiddenFaults();
  #session: LessonSession | undefined;
  #view: LessonView | null = null;
  #looking: NodeJS.Timeout | undefined;

  constructor(parts: HubLessonsParts) {
    this.#parts = parts;
  }

  /** Tells of the lab and of the lesson, but not what a lesson hides. */
  subscribe(listener: (update: PageUpdate) => void): () => void {
    const end = this.#parts.hub.subscribe((update) => listener(this.#hidden.shown(update)));
    listener({ kind: 'lesson', lesson: this.#view });
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      end();
    };
  }

  readonly start: SeatLessons['start'] = async ({ lab, lesson: id, language }) => {
    const { hub, lessons, open } = this.#parts;
    const loaded = lessons.find(({ key }) => key === `${lab}/${id}`);
    if (!loaded) throw new Refusal(404, 'There is no such lesson.');
    if (this.#hidden.isStarting) throw new Refusal(409, 'A lesson is being set up.');
    const { name } = loaded.definition;
    if (hub.state.state === 'up' && hub.state.lab !== name) {
      throw new Refusal(409, `This lesson needs the lab ${name}. Close ${hub.state.lab} first.`);
    }
    await this.leave();
    if (hub.state.state !== 'up') await open({ lab: loaded.labToOpen, profile: loaded.lesson.profile });
    this.#hidden.expect(loaded.lesson.start);
    this.#hidden.isStarting = true;
    void this.#setUp(loaded, language)
      .catch((error: unknown) => this.#complain(errorText(error)))
      .finally(() => {
        this.#hidden.isStarting = false;
      });
  };

  readonly leave: SeatLessons['leave'] = async () => {
    clearInterval(this.#looking);
    this.#session = undefined;
    this.#show(null);
  };

  readonly answer: SeatLessons['answer'] = async ({ task, question, answer }) => {
    this.#present().answer(task, question, answer);
    this.#look();
  };

  readonly openStep: SeatLessons['openStep'] = async ({ task }) => {
    if (!this.#present().openStep(task)) throw new Refusal(409, 'The lesson has no such task.');
    this.#look();
  };

  readonly hint: SeatLessons['hint'] = async ({ task }) => {
    this.#present().openHint(task);
    this.#look();
  };

  readonly solve: SeatLessons['solve'] = async ({ task }) => {
    const session = this.#present();
    const steps = session.beginSolving(task);
    if (steps.length === 0) throw new Refusal(409, 'This task cannot be solved now.');
    void this.#doSteps(session, task, steps);
  };

  readonly picture: SeatLessons['picture'] = async (name) => {
    const found = this.#session && (await lessonPicture(this.#session.loaded, name));
    return found && { type: found.type, content: found.bytes };
  };

  async #setUp(loaded: LoadedLesson, language: string | undefined): Promise<void> {
    const { hub } = this.#parts;
    await hub.idle();
    // Why it is not up was told.
    if (hub.state.state !== 'up') return;
    if ((hub.snapshot?.faults ?? []).length > 0) {
      await hub.heal({});
      await hub.idle();
    }
    for (const { fault, target, parameters } of loaded.lesson.start) {
      await hub.break(wishOf({ fault, target, parameters }));
      const failure = await hub.idle();
      if (failure !== undefined) throw new Refusal(409, failure);
    }
    this.#session = new LessonSession(loaded, hub, { language });
    this.#looking = setInterval(() => this.#look(), lookEveryMs);
    this.#looking.unref();
    this.#look();
  }

  async #doSteps(session: LessonSession, task: string, steps: readonly Action[]): Promise<void> {
    try {
      for (const step of steps) {
        await this.#doStep(session, task, step);
        this.#look();
      }
    } catch (error) {
      session.endSolving(task);
      this.#complain(errorText(error));
      this.#look();
    }
  }

  async #doStep(session: LessonSession, task: string, step: Action): Promise<void> {
    const { hub } = this.#parts;
    if (step.action === 'answer') return session.doAnswer(task, step);
    if (step.action === 'heal') await hub.heal({});
    else if (step.action === 'fault') await hub.break(wishOf(step));
    else if (step.action === 'trial') await hub.trial(wishOf(step));
    else throw new Refusal(409, 'The page cannot do this step for you: its text says how to do it.');
    const failure = await hub.idle();
    if (failure !== undefined) throw new Refusal(409, failure);
  }

  #present(): LessonSession {
    if (this.#session) return this.#session;
    throw new Refusal(409, 'No lesson is open.');
  }

  #look(): void {
    if (this.#session) this.#show(this.#session.look());
  }

  #show(view: LessonView | null): void {
    if (JSON.stringify(view) === JSON.stringify(this.#view)) return;
    this.#view = view;
    for (const listener of this.#listeners) listener({ kind: 'lesson', lesson: view });
  }

  #complain(message: string): void {
    for (const listener of this.#listeners) listener({ kind: 'problem', message });
  }
}

/** As the page would ask for it. */
const wishOf = ({ fault, target, parameters }: FaultWish) => ({
  fault,
  ...(target !== undefined && { target }),
  parameters: Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ),
});
