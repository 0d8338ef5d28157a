import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { type Shard, shardText } from '../../base/shard.ts';

/** The results of one shard. */
export interface Part<Result> {
  /** Its folder, for messages. */
  readonly path: string;
  readonly shard: Shard;
  readonly result: Result;
  /** Whether everything of the shard was run. */
  readonly complete: boolean;
  /** What is the same in all shards that belong together, by the names that people know it by. */
  readonly common: Readonly<Record<string, unknown>>;
}

/** Shards that belong together. */
export interface Together<Result> {
  /** In the order of their numbers, each once; at least one. */
  readonly parts: readonly [Part<Result>, ...Part<Result>[]];
  /** Numbers of the shards that are not there. */
  readonly missing: readonly number[];
  /** Sentences about shards that were left out. */
  readonly remarks: readonly string[];
}

/**
 * Checks that shards belong together, and puts them in order. Of a shard that is there twice, because it died and was
 * run again, the run that reached its end counts.
 *
 * @throws SwitchoverError (wrong-input) when shards differ in what must be the same, with every difference, and when it
 * is not clear which of two runs of a shard counts
 */
export function together<Result>(found: readonly Part<Result>[]): Together<Result> {
  const remarks: string[] = [];
  const numbers = [...new Set(found.map(({ shard }) => shard.number))];
  const chosen = numbers.map((number) =>
    theOne(
      found.filter(({ shard }) => shard.number === number),
      remarks,
    ),
  );
  const [first, ...others] = chosen.toSorted((a, b) => a.shard.number - b.shard.number);
  if (!first) throw new SwitchoverError('wrong-input', 'There is no shard to merge.');
  const differences = others.flatMap((other) => differencesOf(first, other));
  if (differences.length > 0) {
    const message = `These shards do not belong together:\n${differences.map((one) => `  ${one}\n`).join('')}`;
    throw new SwitchoverError('wrong-input', message.trimEnd());
  }
  const all = Array.from({ length: first.shard.of }, (_, index) => index + 1);
  return { parts: [first, ...others], missing: all.filter((number) => !numbers.includes(number)), remarks };
}

function theOne<Result>(same: readonly Part<Result>[], remarks: string[]): Part<Result> {
  const [only, second] = same;
  const complete = same.filter((part) => part.complete);
  const [one, another] = complete;
  const counts = second === undefined ? only : another === undefined ? one : undefined;
  if (!counts) {
    const paths = same.map(({ path }) => path).join(' and ');
    const shard = same[0]?.shard.number;
    throw new SwitchoverError(
      'wrong-input',
      `Shard ${shard} is there more than once: ${paths}. Give one of them.`,
    );
  }
  for (const { path } of same.filter((part) => part !== counts))
    remarks.push(
      `Shard ${counts.shard.number} is there twice: ${path} did not reach its end, so ${counts.path} counts.`,
    );
  return counts;
}

function differencesOf<Result>(first: Part<Result>, other: Part<Result>): string[] {
  const all = { ...first.common, 'the number of shards': first.shard.of };
  const others = { ...other.common, 'the number of shards': other.shard.of };
  return Object.entries(all).flatMap(([name, value]) => {
    const [was, is] = [value, new Map(Object.entries(others)).get(name)].map(
      (one) => JSON.stringify(one) ?? '',
    );
    if (was === is) return [];
    const [here, there] = [first, other].map(({ path, shard }) => `${path} (${shardText(shard)})`);
    return was !== undefined && is !== undefined && was.length + is.length <= longestShown
      ? [`${name}: ${was} in ${here}, ${is} in ${there}`]
      : [`${name}: not the same in ${here} and ${there}`];
  });
}

/** Characters of values that are shown in a message. */
const longestShown = 120;
