import type * as z from 'zod';
import type { ProfileName } from '../../definition/profile.ts';
import type { Action } from '../actions/action.ts';
import type {
  faultForm,
  holderForm,
  measuredForm,
  redundancyForm,
  routeForm,
  sessionForm,
  timerForm,
  tunnelForm,
} from './condition-forms.ts';
import type { FaultWish } from './fault-wish.ts';

/** A lesson as it is taught: defaults filled in, each variant with a kind of its own. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** A lab of the program by its name, or a lab file beside the lesson. */
  readonly lab: { readonly name: string } | { readonly design: string };
  readonly profile: ProfileName;
  readonly level: 'beginner' | 'practitioner' | 'expert';
  readonly minutes: number;
  readonly objectives: readonly string[];
  /** Lessons that come before it, as `lab/id`. */
  readonly after: readonly string[];
  readonly start: readonly StartFault[];
  readonly reset: 'heal' | 'restart' | 'recreate';
  readonly tasks: readonly Task[];
  /** Markdown. */
  readonly body: string;
  /** The line of the file in which the body begins, from 1. */
  readonly bodyLine: number;
}

/** What is broken before the learner comes. */
export interface StartFault extends FaultWish {
  readonly isHidden: boolean;
}

export interface Task {
  readonly id: string;
  readonly title: string;
  readonly kind: 'do' | 'predict' | 'find' | 'explain';
  readonly needs: readonly string[];
  readonly checks: readonly Check[];
  readonly diagnose: readonly { readonly when: Condition; readonly say: string }[];
  readonly hints: readonly Hint[];
  readonly solution: { readonly text: string; readonly steps: readonly Action[] };
}

export interface Hint {
  readonly text: string;
  /** Since the task was opened, or the hint before it. */
  readonly afterSeconds: number;
}

/** A condition that has to hold, or a question that has to be answered. */
export type Check = ConditionCheck | QuestionCheck;

export interface ConditionCheck {
  readonly kind: 'condition';
  readonly condition: Condition;
  /** Seconds until it has to hold. */
  readonly within: number;
  /** Seconds for which it has to hold without a break. */
  readonly for: number;
  readonly fail?: string | undefined;
}

export interface QuestionCheck {
  readonly kind: 'question';
  /** Among the questions of its task, from 0. */
  readonly number: number;
  readonly question: Question;
  readonly fail?: string | undefined;
}

export type Question =
  | { readonly kind: 'choices'; readonly text: string; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'number';
      readonly text: string;
      readonly unit: string;
      readonly equals: number;
      readonly tolerance: number;
      readonly because?: string | undefined;
    }
  | {
      readonly kind: 'prediction';
      readonly text: string;
      readonly unit: string;
      readonly measured: 'outward.outage.longest' | 'return.outage.longest' | 'redundancy.restored';
      /** The trial that judges it. Absent: the first one of any fault. */
      readonly of?: Pick<MeasuredCondition, 'fault' | 'target' | 'with'> | undefined;
      readonly tolerance: number;
      readonly because?: string | undefined;
    };

export interface Choice {
  readonly text: string;
  readonly isCorrect: boolean;
  readonly because: string;
}

type Form<Schema extends z.ZodType> = Readonly<z.output<Schema>>;
export type TunnelCondition = Form<typeof tunnelForm>;
export type SessionCondition = Form<typeof sessionForm>;
export type RouteCondition = Form<typeof routeForm>;
export type HolderCondition = Form<typeof holderForm>;
export type FaultCondition = Form<typeof faultForm>;
export type MeasuredCondition = Form<typeof measuredForm>;
export type TimerCondition = Form<typeof timerForm>;

export type Condition =
  | { readonly kind: 'tunnel'; readonly of: TunnelCondition }
  | { readonly kind: 'session'; readonly of: SessionCondition }
  | { readonly kind: 'route'; readonly of: RouteCondition }
  | { readonly kind: 'holder'; readonly of: HolderCondition }
  | { readonly kind: 'redundancy'; readonly of: Form<typeof redundancyForm> }
  | { readonly kind: 'fault'; readonly of: FaultCondition }
  | { readonly kind: 'measured'; readonly of: MeasuredCondition }
  | { readonly kind: 'timer'; readonly of: TimerCondition }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'any' | 'all'; readonly of: readonly Condition[] };

/** The questions of a task in their order. */
export const questionsOf = ({ checks }: Pick<Task, 'checks'>): QuestionCheck[] =>
  checks.flatMap((check) => (check.kind === 'question' ? [check] : []));
