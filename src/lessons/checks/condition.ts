import type { Condition } from '../format/lesson.ts';
import type { Facts, Found } from './facts.ts';
import { faultFound } from './fault.ts';
import { holderFound } from './holder.ts';
import { measuredFound } from './measured.ts';
import { redundancyFound } from './redundancy.ts';
import { routeFound } from './route.ts';
import { sessionFound } from './session.ts';
import { timerFound } from './timer.ts';
import { tunnelFound } from './tunnel.ts';

/**
 * Whether a condition holds, and what was found.
 *
 * @param since when the task began that asks: ms since 1970
 */
export function conditionFound(condition: Condition, facts: Facts, since: number): Found {
  switch (condition.kind) {
    case 'tunnel':
      return tunnelFound(condition.of, facts);
    case 'session':
      return sessionFound(condition.of, facts);
    case 'route':
      return routeFound(condition.of, facts);
    case 'holder':
      return holderFound(condition.of, facts);
    case 'redundancy':
      return redundancyFound(condition.of, facts);
    case 'fault':
      return faultFound(condition.of, facts, since);
    case 'measured':
      return measuredFound(condition.of, facts, since);
    case 'timer':
      return timerFound(condition.of, facts);
    case 'not': {
      const { holds, text } = conditionFound(condition.of, facts, since);
      return { holds: !holds, text };
    }
    case 'any': {
      const all = condition.of.map((one) => conditionFound(one, facts, since));
      const right = all.find(({ holds }) => holds);
      return right ?? { holds: false, text: textOf(all) };
    }
    case 'all': {
      const all = condition.of.map((one) => conditionFound(one, facts, since));
      const wrong = all.filter(({ holds }) => !holds);
      return wrong.length > 0 ? { holds: false, text: textOf(wrong) } : { holds: true, text: textOf(all) };
    }
  }
}

const textOf = (all: readonly Found[]): string => all.map(({ text }) => text).join(' ');
