import { numberRanges } from '../../base/number-ranges.ts';
import { type Shard, shardText } from '../../base/shard.ts';

interface Part {
  readonly shard: Shard | null;
  /** Numbers of shards that were not merged. */
  readonly missing: readonly number[];
}

/** What results are a part of, or which shards they lack; nothing when they are complete. */
export function partLines({ shard, missing }: Part, of: 'suite' | 'sweep'): string[] {
  if (shard) return [`Shard ${shardText(shard)} of the ${of}.`];
  if (missing.length === 0) return [];
  return [`Missing: shard${missing.length > 1 ? 's' : ''} ${numberRanges(missing)}.`];
}
