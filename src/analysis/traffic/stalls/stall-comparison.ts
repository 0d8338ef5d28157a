import { duration } from '../../../base/duration.ts';
import { listed } from '../../../base/listed.ts';
import type { Comparison } from '../../prediction/comparison.ts';

interface Stall {
  readonly longestStallMs: number | null;
  /** It may become longer: the window ended first. */
  readonly goesOn: boolean;
  /** Devices that let only those connections pass that they saw begin. */
  readonly firewalls?: readonly string[];
  readonly predicted: { readonly minMs: number; readonly maxMs: number } | null;
}

/** Sets the longest stall of TCP beside the predicted one, and says what a difference means. */
export function compareStall({ longestStallMs, goesOn, firewalls = [], predicted }: Stall): Comparison {
  if (longestStallMs === null) return notComparable('no connection stalled');
  if (predicted === null)
    return notComparable('an outage had not ended when the window did, or there were too many outages');
  const { minMs, maxMs } = predicted;
  if (maxMs === 0) return notComparable('no outage of a flow was long enough to stall a connection');
  if (longestStallMs > maxMs) {
    return {
      verdict: 'longer',
      explanation: `the longest TCP stall is ${duration(longestStallMs - maxMs)} above the predicted maximum; ${whyLonger(firewalls)}`,
    };
  }
  if (goesOn) return notComparable('a connection still stalled when the window ended');
  if (longestStallMs < minMs) {
    return {
      verdict: 'shorter',
      explanation: `the longest TCP stall is ${duration(minMs - longestStallMs)} below the predicted minimum; the connections were interrupted for a shorter time than the flows`,
    };
  }
  return { verdict: 'within', explanation: 'within the predicted range' };
}

/** A connection cannot move to a firewall that has not seen it begin; the flows are UDP, and can. */
const whyLonger = (firewalls: readonly string[]): string =>
  firewalls.length > 1
    ? `${listed(firewalls)} are stateful firewalls, and a connection that moves from one to another never comes back`
    : 'a request or an answer that TCP sent again was lost or late, although the flows were back';

const notComparable = (explanation: string): Comparison => ({ verdict: 'not-comparable', explanation });
