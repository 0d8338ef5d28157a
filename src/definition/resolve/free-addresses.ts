import { addressOf, addressRange, isPrefix } from '../../base/addresses.ts';

/** Documentation addresses (RFC 5737) from .10 on, without the taken ones. */
export function addressPool(prefix: string, taken: Set<string | undefined>): () => string {
  return () => takeFree(prefix, [10], taken);
}

/** The first free address, searched from each of the indexes in turn. Marks it as taken. */
export function takeFree(
  prefix: string,
  startingAt: readonly number[],
  taken: Set<string | undefined>,
): string {
  if (!isPrefix(prefix)) return '';
  const { first, last } = addressRange(prefix);
  for (const start of startingAt) {
    // Among so many addresses one is free. The last one of the prefix is the broadcast address.
    const end = Math.min(last, first + start + taken.size + 1);
    for (let number = first + start; number < end; number++) {
      const candidate = addressOf(number);
      if (!taken.has(candidate)) {
        taken.add(candidate);
        return candidate;
      }
    }
  }
  return '';
}
