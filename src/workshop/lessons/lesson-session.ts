import type { Action, Answer } from '../../lessons/actions/action.ts';
import { type Lesson, questionsOf } from '../../lessons/format/lesson.ts';
import { beginSolving, endSolving, giveAnswer, openHint, openStep } from '../../lessons/judge/deeds.ts';
import { judge } from '../../lessons/judge/judge.ts';
import { beginLesson, type LessonState, resumeLesson } from '../../lessons/judge/lesson-state.ts';
import type { Progress } from '../../lessons/judge/progress.ts';
import { taskViews } from '../../lessons/judge/task-view.ts';
import { renderLesson } from '../../lessons/markdown/render-lesson.ts';
import type { LessonView } from '../protocol/lesson.ts';
import { paths } from '../protocol/paths.ts';
import { LessonFacts, type LessonLab } from './lesson-facts.ts';
import { type LoadedLesson, originalLanguage } from './loaded-lesson.ts';

export interface LessonSessionOptions {
  /** Of the texts. One that the lesson does not have: the original. */
  readonly language?: string | undefined;
  /** Whether notes for the trainer are shown. */
  readonly forTrainer?: boolean;
  /** Progress that was saved. Absent: the lesson begins now. */
  readonly saved?: Progress | undefined;
  /** Ms since 1970. Absent: the clock of this process. */
  readonly now?: () => number;
}

/**
 * A learner in a lesson. Its start has to be set up before. `look` has to be called whenever something of the lab changes,
 * and once a second; it does nothing to the lab itself.
 */
export class LessonSession {
  readonly loaded: LoadedLesson;
  readonly language: string;
  readonly #lesson: Lesson;
  readonly #facts: LessonFacts;
  readonly #html: string;
  readonly #now: () => number;
  #state: LessonState;

  constructor(loaded: LoadedLesson, lab: LessonLab, options: LessonSessionOptions = {}) {
    const { language = originalLanguage, forTrainer = false, saved, now = Date.now } = options;
    this.loaded = loaded;
    this.#lesson = loaded.languages.get(language) ?? loaded.lesson;
    this.language = loaded.languages.has(language) ? language : originalLanguage;
    this.#facts = new LessonFacts(lab);
    this.#html = renderLesson(this.#lesson.body, {
      forTrainer,
      pictureAt: (name) => `${paths.picture}?name=${encodeURIComponent(name)}`,
    });
    this.#now = now;
    this.#state =
      saved?.lesson === loaded.key
        ? resumeLesson(this.#lesson, saved)
        : beginLesson(this.#lesson, loaded.key, now());
  }

  /** To be saved after each deed and each change. */
  get progress(): Progress {
    return this.#state.progress;
  }

  /** Judges the lesson by what is now. */
  look(): LessonView {
    const now = this.#now();
    const facts = this.#facts.look(this.#state.progress.beganAt);
    this.#state = judge(this.#lesson, this.#state, facts, now);
    const { title, minutes, objectives } = this.#lesson;
    const { lab, lesson, languages } = this.loaded;
    return {
      lab,
      id: lesson.id,
      title,
      language: this.language,
      languages: [...languages.keys()],
      minutes,
      objectives,
      html: this.#html,
      tasks: taskViews(this.#lesson, this.#state, facts, now),
    };
  }

  /** @param answer the number of a choice, from 0, or a number: as the question asks */
  answer(task: string, question: number, answer: number): void {
    const asked = questionsOf(this.#lesson.tasks.find(({ id }) => id === task) ?? { checks: [] })[question];
    const given: Answer =
      asked?.question.kind === 'choices'
        ? { kind: 'choice', choice: answer }
        : { kind: 'number', number: answer };
    this.#state = giveAnswer(this.#lesson, this.#state, { task, question, answer: given }, this.#now());
  }

  /** Opens a task although others come first. @returns whether the lesson has it */
  openStep(task: string): boolean {
    this.#state = openStep(this.#state, task, this.#now());
    return this.#state.progress.tasks[task] !== undefined;
  }

  /** Opens the next hint of a task, if its time has come. */
  openHint(task: string): void {
    this.#state = openHint(this.#lesson, this.#state, task, this.#now());
  }

  /**
   * Begins to solve a task for the learner. Whoever calls this does the steps, one after the other: answers by
   * {@link doAnswer}, everything else in the lab. Empty: the task cannot be solved now.
   */
  beginSolving(task: string): readonly Action[] {
    this.#state = beginSolving(this.#lesson, this.#state, task);
    if (!this.#state.progress.tasks[task]?.isBeingSolved) return [];
    return this.#lesson.tasks.find(({ id }) => id === task)?.solution.steps ?? [];
  }

  /** Does a step of a solution that is an answer. */
  doAnswer(task: string, { question, answer }: Extract<Action, { readonly action: 'answer' }>): void {
    this.#state = giveAnswer(this.#lesson, this.#state, { task, question, answer }, this.#now());
  }

  /** The solution could not be done, or was stopped. */
  endSolving(task: string): void {
    this.#state = endSolving(this.#state, task);
  }
}
