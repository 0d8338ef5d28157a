import { errorText } from '../../base/errors/error-value.ts';
import { Refusal } from '../http/refusal.ts';
import type { SeatLessons } from '../http/seat-services.ts';
import { hubSteps, type StepLab } from '../lessons/hub-steps.ts';
import { keepLooking } from '../lessons/keep-looking.ts';
import { lessonPicture } from '../lessons/lesson-picture.ts';
import { LessonSession } from '../lessons/lesson-session.ts';
import type { LoadedLesson } from '../lessons/loaded-lesson.ts';
import { type LessonMemory, type SavedLesson, savedLesson } from '../lessons/saved-lesson.ts';
import { type SolvingLab, setUpStart, solveTask } from '../lessons/solve-task.ts';
import type { LabHub } from '../live/lab-hub.ts';
import type { LessonView } from '../protocol/lesson.ts';
import type { OpenLabRequest } from '../protocol/requests.ts';
import type { PageUpdate } from '../protocol/updates.ts';
import { HiddenFaults } from './hidden-faults.ts';

/** What lessons need of a hub. */
export type LessonHub = SolvingLab & StepLab & Pick<LabHub, 'state' | 'subscribe'>;

export interface HubLessonsParts {
  readonly hub: LessonHub;
  readonly lessons: readonly LoadedLesson[];
  readonly open: (request: OpenLabRequest) => Promise<void>;
  /** Absent: nothing is remembered. */
  readonly memory?: LessonMemory | undefined;
}

/** The lessons of a seat, in the lab of its hub. */
export class HubLessons implements SeatLessons {
  readonly #parts: HubLessonsParts;
  readonly #listeners = new Set<(update: PageUpdate) => void>();
  readonly #hidden = new HiddenFaults();
  readonly #saved: Record<string, unknown>;
  #session: LessonSession | undefined;
  #view: LessonView | null = null;
  #endLooking = () => {};

  constructor(parts: HubLessonsParts) {
    this.#parts = parts;
    this.#saved = { ...parts.memory?.saved };
    parts.hub.subscribe((update) => {
      if (update.kind === 'lab' && update.lab.state === 'up') this.#resume(update.lab.id);
    });
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

  /** How many tasks of a lesson are passed. */
  passed(key: string): number {
    const { progress } = savedLesson(this.#saved, key) ?? {};
    return Object.values(progress?.tasks ?? {}).filter(({ passedAt }) => passedAt !== null).length;
  }

  readonly start: SeatLessons['start'] = async ({ lab, lesson: id, language }) => {
    const { hub, lessons, open } = this.#parts;
    const loaded = lessons.find(({ key }) => key === `${lab}/${id}`);
    if (!loaded) throw new Refusal(404, 'There is no such lesson.');
    if (this.#hidden.isStarting) throw new Refusal(409, 'A lesson is being set up.');
    if (hub.state.state === 'up' && this.#session?.loaded === loaded) {
      // Another language, and the same lab.
      this.#begin(new LessonSession(loaded, hub, { language, saved: this.#session.progress }));
      return this.#save();
    }
    const { name } = loaded.definition;
    const { profile } = loaded.lesson;
    if (hub.state.state === 'up' && (hub.state.lab !== name || hub.state.profile !== profile)) {
      const wanted = `the lab ${name} with the profile ${profile}`;
      throw new Refusal(409, `This lesson needs ${wanted}. Close ${hub.state.lab} first.`);
    }
    await this.leave();
    if (hub.state.state !== 'up') await open({ lab: loaded.labToOpen, profile });
    this.#setUp(loaded, language);
  };

  /** "Start over" was begun: what the lesson breaks is broken again afterwards. What was passed stays passed. */
  startedOver(): void {
    if (!this.#session || this.#session.loaded.lesson.start.length === 0) return;
    this.#setUp(this.#session.loaded, this.#session.language);
  }

  /** @throws Refusal (409) while something is broken that the lesson hides: its name would be the answer */
  refuseTrial(): void {
    if (!this.#hides()) return;
    throw new Refusal(
      409,
      'A trial begins in a lab that is whole. Find what is broken here, and heal it first.',
    );
  }

  readonly leave: SeatLessons['leave'] = async () => {
    this.#endLooking();
    const session = this.#session;
    this.#session = undefined;
    this.#show(null);
    if (session) await this.#remember(session, null);
  };

  readonly forget = async (): Promise<void> => {
    await this.leave();
    for (const key of Object.keys(this.#saved)) delete this.#saved[key];
  };

  readonly answer: SeatLessons['answer'] = async ({ task, question, answer }) => {
    this.#present().answer(task, question, answer);
    this.#look();
    await this.#save();
  };

  readonly openStep: SeatLessons['openStep'] = async ({ task }) => {
    if (!this.#present().openStep(task)) throw new Refusal(409, 'The lesson has no such task.');
    this.#look();
    await this.#save();
  };

  readonly hint: SeatLessons['hint'] = async ({ task }) => {
    this.#present().openHint(task);
    this.#look();
    await this.#save();
  };

  readonly solve: SeatLessons['solve'] = async ({ task }) => {
    const { hub } = this.#parts;
    const session = this.#present();
    if (session.look().tasks.find(({ id }) => id === task)?.state !== 'open') {
      throw new Refusal(409, 'This task cannot be solved now.');
    }
    void solveTask(session, task, hub, hubSteps(hub))
      .catch((error: unknown) => this.#complain(errorText(error)))
      .finally(() => this.#look());
  };

  readonly picture: SeatLessons['picture'] = async (name) => {
    const found = this.#session && (await lessonPicture(this.#session.loaded, name));
    return found && { type: found.type, content: found.bytes };
  };

  #setUp(loaded: LoadedLesson, language: string | undefined): void {
    this.#hidden.expect(loaded.lesson.start);
    this.#hidden.isStarting = true;
    void this.#setUpInLab(loaded, language)
      .catch((error: unknown) => this.#complain(errorText(error)))
      .finally(() => {
        this.#hidden.isStarting = false;
      });
  }

  async #setUpInLab(loaded: LoadedLesson, language: string | undefined): Promise<void> {
    const { hub } = this.#parts;
    await hub.idle();
    // Why it is not up was told.
    if (hub.state.state !== 'up') return;
    if ((hub.snapshot?.faults ?? []).length > 0) {
      await hub.heal({});
      await hub.idle();
    }
    await setUpStart(loaded.lesson.start, hub);
    const before = savedLesson(this.#saved, loaded.key)?.progress;
    // What happened before the start does not count, and what was passed stays passed.
    const saved = before && { ...before, beganAt: Date.now() };
    this.#begin(new LessonSession(loaded, hub, { language, saved }));
    await this.#save();
  }

  /** Goes on in a lab that an earlier server has left up. */
  #resume(lab: string): void {
    if (this.#session || this.#hidden.isStarting) return;
    const { hub, lessons } = this.#parts;
    for (const loaded of lessons) {
      const saved = savedLesson(this.#saved, loaded.key);
      if (saved?.lab !== lab) continue;
      if (saved.hides) this.#hidden.expect(loaded.lesson.start);
      this.#begin(new LessonSession(loaded, hub, { language: saved.language, saved: saved.progress }));
      return;
    }
  }

  #begin(session: LessonSession): void {
    this.#endLooking();
    this.#session = session;
    this.#endLooking = keepLooking(this.#parts.hub, () => {
      this.#look();
      this.#save().catch((error: unknown) => this.#complain(errorText(error)));
    });
    this.#look();
  }

  #present(): LessonSession {
    if (this.#session) return this.#session;
    throw new Refusal(409, 'No lesson is open.');
  }

  #look(): void {
    if (this.#session) this.#show(this.#session.look());
  }

  async #save(): Promise<void> {
    const { state } = this.#parts.hub;
    if (this.#session && state.state === 'up') await this.#remember(this.#session, state.id);
  }

  async #remember({ loaded: { key }, progress, language }: LessonSession, lab: string | null): Promise<void> {
    const value: SavedLesson = { progress, language, lab, hides: lab !== null && this.#hides() };
    if (JSON.stringify(this.#saved[key]) === JSON.stringify(value)) return;
    this.#saved[key] = value;
    await this.#parts.memory?.save(key, value);
  }

  readonly #hides = (): boolean => this.#hidden.isAmong(this.#parts.hub.snapshot?.faults ?? []);

  #show(view: LessonView | null): void {
    if (JSON.stringify(view) === JSON.stringify(this.#view)) return;
    this.#view = view;
    for (const listener of this.#listeners) listener({ kind: 'lesson', lesson: view });
  }

  #complain(message: string): void {
    for (const listener of this.#listeners) listener({ kind: 'problem', message });
  }
}
