import type { Definition } from '../../definition/definition.ts';
import type { Lesson } from '../../lessons/format/lesson.ts';
import type { Topology } from '../../topology/topology.ts';

/** A lesson that was read and checked, with the lab that it is about. */
export interface LoadedLesson {
  /** `lab/id`; unique. */
  readonly key: string;
  /** The first part of the key: the lab below which it stands, or that it is about. */
  readonly lab: string;
  readonly folder: string;
  readonly lesson: Lesson;
  /** Every language by its code: `en` is the original. */
  readonly languages: ReadonlyMap<string, Lesson>;
  /** What brings its lab up: the name of a lab, or the path of a lab file beside the lesson. */
  readonly labToOpen: string;
  readonly definition: Definition;
  /** With the timers of the lesson's profile. */
  readonly topology: Topology;
  /** Names of the files beside it. */
  readonly files: readonly string[];
}

/** The language in which lessons are written first. */
export const originalLanguage = 'en';
