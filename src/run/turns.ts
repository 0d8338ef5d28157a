import { counted } from '../base/counted.ts';
import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { Shard } from '../base/shard.ts';

/** Turns of a run, both included, from 1: in each of them every target is broken once. */
export interface Turns {
  readonly from: number;
  readonly to: number;
}

/**
 * The turns of a run, or of one of its shards: neighbours, and as many in each shard as in the others, or one more.
 *
 * @param trials how often each target is broken in the whole run
 * @throws SwitchoverError (wrong-input) when a shard would have nothing to do
 */
export function turnsOf(trials: number, shard?: Shard): Turns {
  if (!shard) return { from: 1, to: trials };
  if (shard.of > trials) {
    throw new SwitchoverError(
      'wrong-input',
      `${counted(trials, 'trial')} cannot be divided into ${counted(shard.of, 'shard')}: give --trials ${shard.of} or more, or fewer shards.`,
    );
  }
  const before = (shards: number) => Math.floor((trials * shards) / shard.of);
  return { from: before(shard.number - 1) + 1, to: before(shard.number) };
}
