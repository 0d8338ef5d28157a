import { faultNamed, parameterObjection } from '../../definition/known-fault.ts';
import type { Path } from '../../definition/sources/path.ts';
import { faults } from '../../faults/by-name.ts';
import { activeInstance } from '../../faults/kit/target.ts';
import { faultWish } from '../actions/actions-of.ts';
import type { FaultWish } from '../format/fault-wish.ts';
import { activeTarget } from '../format/fault-words.ts';
import { conditionsIn } from './conditions-in.ts';
import type { LessonBreach, LessonRule, LessonSubject } from './rule.ts';

/** Faults of the start, of conditions and of solutions can happen to the lab. */
export const faultsFit: LessonRule = {
  name: 'unfit-fault',
  reason: 'A fault that cannot happen to the lab is never applied, and its check never holds.',
  check: (subject) => wishesIn(subject).flatMap(({ wish, path }) => objectionTo(wish, path, subject)),
};

interface PlacedWish {
  readonly wish: FaultWish;
  readonly path: Path;
}

function wishesIn({ written, lesson }: LessonSubject): PlacedWish[] {
  return [
    ...(written.start ?? []).map((one, index) => ({ wish: faultWish(one), path: ['start', index] })),
    ...conditionsIn(lesson).flatMap(({ condition, path }): PlacedWish[] => {
      if (condition.kind === 'fault') {
        return [{ wish: faultWish({ ...condition.of, fault: condition.of.name }), path }];
      }
      const fault = condition.kind === 'measured' ? condition.of.fault : undefined;
      return condition.kind === 'measured' && fault !== undefined
        ? [{ wish: faultWish({ ...condition.of, fault }), path }]
        : [];
    }),
    ...written.tasks.flatMap(({ solution, checks }, task) => [
      ...solution.do.flatMap((action, index): PlacedWish[] => {
        const path = ['tasks', task, 'solution', 'do', index];
        if (action.trial) return [{ wish: faultWish(action.trial), path: [...path, 'trial'] }];
        const { fault } = action;
        return fault === undefined ? [] : [{ wish: faultWish({ ...action, fault }), path }];
      }),
      ...checks.flatMap(({ answer }, index): PlacedWish[] => {
        const of = answer?.number?.of;
        return of
          ? [{ wish: faultWish(of), path: ['tasks', task, 'checks', index, 'answer', 'number', 'of'] }]
          : [];
      }),
    ]),
  ];
}

function objectionTo(
  { fault: name, target, parameters }: FaultWish,
  path: Path,
  subject: LessonSubject,
): LessonBreach[] {
  const { definition, topology } = subject;
  const fault = faultNamed(faults, name);
  if (!fault) return [];
  const advice = 'docs/faults.md lists what each fault can hit, and its parameters.';
  const unfit = parameterObjection(fault, parameters);
  if (unfit !== undefined) return [{ at: { path: [...path, 'with'] }, message: `${name} ${unfit}.`, advice }];
  const setting = { definition, topology };
  if (target === activeTarget && !topology.floating.some(({ activeStandby }) => activeStandby)) {
    const message = 'The lab has no active-standby gateway, so no instance is the active one.';
    return [{ at: { path: [...path, 'target'] }, message, advice: 'Name the instance.' }];
  }
  const targets =
    target === undefined
      ? fault.targets(setting)
      : target === activeTarget
        ? activeInstance(setting)
        : [target.toLowerCase()];
  if (targets.length === 0) {
    return [{ at: { path }, message: `The lab has nothing that ${name} could happen to.`, advice }];
  }
  return targets.flatMap((one) => {
    const message = fault.check(setting, { target: one, parameters });
    return message === undefined
      ? []
      : [{ at: { path: target === undefined ? path : [...path, 'target'] }, message, advice }];
  });
}
