import type { Answer } from '../actions/action.ts';
import type { Question } from '../format/lesson.ts';
import type { Facts, TrialFacts } from './facts.ts';
import { fitsFault } from './fits-fault.ts';

/** What is to be said about an answer. */
export interface Judgement {
  /** The answer is accepted: the question is done. */
  readonly isAccepted: boolean;
  /** Null: not known, as what it is compared with was not measured. */
  readonly isRight: boolean | null;
  readonly because: string;
}

/**
 * Judges an answer. Any number is accepted as a prediction, and judged by the first trial after it.
 *
 * @param givenAt when it was given: ms since 1970
 */
export function judgeAnswer(
  question: Question,
  answer: Answer,
  { trials }: Pick<Facts, 'trials'>,
  givenAt: number,
): Judgement {
  if (question.kind === 'choices') {
    const choice = answer.kind === 'choice' ? question.choices[answer.choice] : undefined;
    const isRight = choice?.isCorrect ?? false;
    return { isAccepted: isRight, isRight, because: choice?.because ?? '' };
  }
  const given = answer.kind === 'number' ? answer.number : Number.NaN;
  const isNear = (right: number) => Math.abs(given - right) <= question.tolerance + rounding;
  const because = question.because === undefined ? '' : ` ${question.because}`;
  if (question.kind === 'number') {
    const isRight = isNear(question.equals);
    const text = isRight
      ? `${question.equals} ${question.unit} is right.`
      : `It is not ${given} ${question.unit}.`;
    return { isAccepted: isRight, isRight, because: isRight ? `${text}${because}` : text };
  }
  const isAccepted = Number.isFinite(given);
  const trial = trials.find((one) => one.at >= givenAt && fitsFault(question.of ?? {}, one));
  const measured = trial && figureOf(question.measured, trial);
  if (measured === undefined) {
    return { isAccepted, isRight: null, because: 'The measurement will tell.' };
  }
  const isRight = isNear(measured);
  const text = `You said ${given} ${question.unit}, and the trial measured ${Math.round(measured * 100) / 100} s.`;
  return { isAccepted, isRight, because: `${text}${because}` };
}

/** Numbers are typed with a few decimals. */
const rounding = 1e-9;

/** A figure of a trial in seconds, the longest of several pairs; undefined: it had not ended. */
function figureOf(
  name: 'outward.outage.longest' | 'return.outage.longest' | 'redundancy.restored',
  { directions, redundancySeconds }: TrialFacts,
): number | undefined {
  if (name === 'redundancy.restored') return redundancySeconds ?? undefined;
  const direction = name === 'outward.outage.longest' ? 'outward' : 'return';
  const own = directions.filter((one) => one.name === direction);
  if (own.length === 0 || own.some(({ isOver }) => !isOver)) return undefined;
  return Math.max(...own.map(({ outageSeconds }) => outageSeconds));
}
