import type { Definition } from '../../definition/definition.ts';
import type { Path } from '../../definition/sources/path.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Lesson } from '../format/lesson.ts';
import type { WrittenLesson } from '../format/written-lesson.ts';
import type { BodyFacts } from '../markdown/body-facts.ts';

/** A rule that a lesson as a whole has to follow, beyond the form of its front matter. */
export interface LessonRule {
  readonly name: string;
  /** Why it has to be so. */
  readonly reason: string;
  readonly check: (subject: LessonSubject) => Iterable<LessonBreach>;
}

/** A lesson with the lab that it is about. */
export interface LessonSubject {
  readonly lesson: Lesson;
  /** Paths of breaches are those of this one. */
  readonly written: WrittenLesson;
  readonly body: BodyFacts;
  readonly definition: Definition;
  /** With the timers of the lesson's profile. */
  readonly topology: Topology;
  /** Name of its folder. */
  readonly folder: string;
  /** Names of the files beside it. */
  readonly files: readonly string[];
  /** Lessons that there are, as `lab/id`. Undefined: not known. */
  readonly lessons?: readonly string[] | undefined;
}

export interface LessonBreach {
  readonly at: Place;
  readonly message: string;
  readonly advice: string;
}

/** A place of the front matter, or a line of the body from 0. */
export type Place = { readonly path: Path } | { readonly line: number };
