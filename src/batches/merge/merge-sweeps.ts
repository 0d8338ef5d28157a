import { isUntried, untriedCell } from '../sweep/sweep-cell.ts';
import { type SweepResult, sweepResult } from '../sweep/sweep-result.ts';
import type { Part, Together } from './parts.ts';

/** A sweep as a shard; undefined when it is not one. */
export function sweepPart(result: SweepResult, path: string): Part<SweepResult> | undefined {
  const { shard, plan, cells, lab, fault, target, parameters, profile, dataplane, limitSeconds } = result;
  if (!shard || !plan) return undefined;
  return {
    path,
    result,
    shard,
    complete: plan.every(
      (own) =>
        own.shard !== shard.number || cells.some((cell) => cell.title === own.title && !isUntried(cell)),
    ),
    common: {
      ...{ lab, fault, target, parameters, profile, dataplane },
      'limit in seconds': limitSeconds,
      'version of switchover': result.version,
      'definition of the lab': result.definition,
      ...result.settings,
      'combinations, and how they are divided': plan,
    },
  };
}

/** The shards of a sweep as one sweep, its combinations in their usual order. @param id name of its folder */
export function mergedSweep({ parts, missing }: Together<SweepResult>, id: string): SweepResult {
  const cells = new Map(parts.flatMap(({ result }) => result.cells.map((cell) => [cell.title, cell])));
  const [{ result: first }] = parts;
  const { recommended: _, ...about } = first;
  return sweepResult({
    ...about,
    id,
    startedAt: parts.map(({ result }) => result.startedAt).toSorted()[0] ?? first.startedAt,
    shard: null,
    missing: [...missing],
    plan: null,
    cells: (first.plan ?? []).map(
      ({ title, shard }) =>
        cells.get(title) ?? untriedCell(title, missing.includes(shard) ? 'missing' : 'not-run'),
    ),
  });
}
