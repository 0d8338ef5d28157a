/** A lesson in the catalogue. */
export interface LessonEntry {
  readonly lab: string;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly level: 'beginner' | 'practitioner' | 'expert';
  readonly minutes: number;
  /** Codes of the languages in which it is there; the first is the original. */
  readonly languages: readonly string[];
  readonly after: readonly string[];
  readonly tasks: number;
  readonly passed: number;
}

export interface LabEntry {
  readonly name: string;
  readonly summary: string;
  readonly isUp: boolean;
}

export interface Catalogue {
  readonly labs: readonly LabEntry[];
  /** In the order in which they should be taken. */
  readonly lessons: readonly LessonEntry[];
}

export type QuestionView =
  | {
      readonly kind: 'choices';
      readonly text: string;
      readonly choices: readonly string[];
      readonly given?: { readonly choice: number; readonly isCorrect: boolean; readonly because: string };
    }
  | {
      readonly kind: 'number';
      readonly text: string;
      readonly unit: string;
      /** `isCorrect` is null as long as what it is compared with was not measured. */
      readonly given?: {
        readonly number: number;
        readonly isCorrect: boolean | null;
        readonly because: string;
      };
    };

/** A check of a task as a lamp: whether it holds now. */
export interface Lamp {
  readonly holds: boolean;
  /** What is wanted, and what was found. */
  readonly text: string;
}

export interface TaskView {
  readonly id: string;
  readonly title: string;
  readonly kind: 'do' | 'predict' | 'find' | 'explain';
  /** `locked`: another task comes first. `passed` stays. */
  readonly state: 'locked' | 'open' | 'passed';
  readonly questions: readonly QuestionView[];
  readonly lamps: readonly Lamp[];
  /** What is probably wrong. */
  readonly diagnosis?: string;
  readonly hints: {
    readonly opened: readonly string[];
    readonly left: number;
    /** The next one can be opened in so many seconds. */
    readonly nextAfterSeconds: number;
  };
  /** Present when it was passed, or solved for the learner. */
  readonly solution?: string;
  readonly solvedBy?: 'learner' | 'program';
}

/** The lesson that is open, as far as it is done. */
export interface LessonView {
  readonly lab: string;
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly languages: readonly string[];
  readonly minutes: number;
  readonly objectives: readonly string[];
  /** HTML made by the server, see `renderLesson` for what the page does with its marks. */
  readonly html: string;
  readonly tasks: readonly TaskView[];
}
