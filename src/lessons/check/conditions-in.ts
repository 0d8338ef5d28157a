import type { Path } from '../../definition/sources/path.ts';
import type { Condition, Lesson } from '../format/lesson.ts';

/** A condition that is not made of others, with its place. */
export interface PlacedCondition {
  readonly condition: Exclude<Condition, { readonly kind: 'not' | 'any' | 'all' }>;
  /** Of what it is about: `['tasks', 0, 'checks', 1, 'tunnel']`. */
  readonly path: Path;
}

/** All conditions of a lesson's checks and diagnoses. */
export const conditionsIn = ({ tasks }: Pick<Lesson, 'tasks'>): PlacedCondition[] =>
  tasks.flatMap(({ checks, diagnose }, task) => [
    ...checks.flatMap((check, index) =>
      check.kind === 'condition' ? partsOf(check.condition, ['tasks', task, 'checks', index]) : [],
    ),
    ...diagnose.flatMap(({ when }, index) => partsOf(when, ['tasks', task, 'diagnose', index, 'when'])),
  ]);

function partsOf(condition: Condition, path: Path): PlacedCondition[] {
  switch (condition.kind) {
    case 'not':
      return partsOf(condition.of, [...path, 'not']);
    case 'any':
    case 'all':
      return condition.of.flatMap((part, index) => partsOf(part, [...path, condition.kind, index]));
    default:
      return [{ condition, path: [...path, condition.kind] }];
  }
}
