import { duration } from '../../base/duration.ts';
import type { Limits } from '../../definition/definition.ts';
import type { TrialResult } from '../result.ts';

/** A container takes so long to start on a machine with nothing else to do, at most (ms); seen: 0.4 s. */
const usualStartMs = 1000;

/**
 * A sentence when redundancy was back after its limit, but would have kept it if every machine had been replaced as planned.
 * How long the lab takes to make a container says something about the computer that it runs on, and nothing about the
 * design; the usual time to start one does not count. Seen with two labs on two busy cores: back after 42.9 s, because a replacement came 30.7 s late.
 */
export function lateReplacement(
  { redundancyRestoredMs: restored, events }: Pick<TrialResult, 'redundancyRestoredMs' | 'events'>,
  { maxRedundancySeconds: limit }: Limits,
): string | undefined {
  if (restored === null || limit === undefined || restored <= limit * 1000) return undefined;
  const [latest] = events
    .flatMap(({ away }) => away)
    .map(({ node, plannedSeconds, awayMs }) => ({ node, lateMs: (awayMs ?? 0) - plannedSeconds * 1000 }))
    .toSorted((one, other) => other.lateMs - one.lateMs);
  if (latest === undefined || latest.lateMs <= usualStartMs) return undefined;
  if (restored - (latest.lateMs - usualStartMs) > limit * 1000) return undefined;
  return `full redundancy was back after ${duration(restored)}, above the limit of ${limit} s, but the replacement of ${latest.node} ran ${duration(latest.lateMs)} later than planned; without that the limit would have been kept`;
}
