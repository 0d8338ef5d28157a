import type { PageUpdate } from '../protocol/updates.ts';

/** Checks that have to hold for a while, and hints that come after a time, need a look without anything new (ms). */
const lookMs = 1000;

/** A lab has many changes at once, when something breaks (ms). */
const gatherMs = 50;

/**
 * Looks at a lesson whenever something of its lab changes, and once a second.
 *
 * @returns a function that ends it
 */
export function keepLooking(
  hub: { readonly subscribe: (listener: (update: PageUpdate) => void) => () => void },
  look: () => void,
): () => void {
  let soon: NodeJS.Timeout | undefined;
  const end = hub.subscribe(({ kind }) => {
    if (kind !== 'live' && kind !== 'measurements' && kind !== 'lab') return;
    soon ??= setTimeout(() => {
      soon = undefined;
      look();
    }, gatherMs);
  });
  const each = setInterval(look, lookMs);
  each.unref();
  return () => {
    clearTimeout(soon);
    clearInterval(each);
    end();
  };
}
