import { counted } from '../../base/counted.ts';
import { listed } from '../../base/listed.ts';
import { type Look, notYet, ready } from '../../base/until.ts';
import type { Missing, MissingKind } from './missing.ts';
import { missingName } from './missing-name.ts';
import { carriedWithinSeconds } from './tunnel-ports.ts';

/** Longer lists are summarised: a line with hundreds of tunnels does not help. */
const mostNamed = 12;
/** How many things of each kind a summary names. */
const firstNamed = 3;

/** Where an error that carries everything that is missing lists it. */
export const allInError = 'With SWITCHOVER_FORMAT=json, the error lists all';

/**
 * Lists what is missing, as the rest of a sentence: all things if they are few, otherwise the number of each kind and
 * its first things.
 *
 * @param missing at least one thing
 * @param whereAll where to find the whole list, as a clause; used in a summary only
 */
export function missingText(missing: readonly Missing[], whereAll?: string): string {
  if (missing.length <= mostNamed) return missing.map(missingName).join('; ');
  const kinds = [...new Set(missing.map(({ kind }) => kind))].map((kind) => {
    const own = missing.filter((one) => one.kind === kind);
    return `${counted(own.length, nounOf[kind])}: ${listed(own.map(missingName), firstNamed)}`;
  });
  return [kinds.join('; '), ...(whereAll === undefined ? [] : [whereAll])].join('. ');
}

/** A look for `until`: ready when nothing is missing. */
export const completeness = (missing: readonly Missing[]): Look<void> =>
  missing.length === 0 ? ready() : notYet(`still missing: ${missingText(missing)}`);

/** A sentence that names the tunnels that are up and carry nothing, at least in one direction; undefined: all carry packets. */
export function carryingNothing(missing: readonly Missing[]): string | undefined {
  const directions = new Map<string, { readonly from: string; readonly to: string }[]>();
  for (const one of missing) {
    if (one.kind !== 'packets') continue;
    directions.set(one.tunnel, [...(directions.get(one.tunnel) ?? []), one]);
  }
  const names = [...directions].map(([tunnel, [first, ...others]]) =>
    first && others.length === 0 ? `${tunnel} (from ${first.from} to ${first.to})` : tunnel,
  );
  if (names.length === 0) return undefined;
  return `Up, but without a packet for more than ${carriedWithinSeconds} s: ${listed(names)}.`;
}

const nounOf: Readonly<Record<MissingKind, string>> = {
  node: 'node',
  daemon: 'daemon',
  tunnel: 'tunnel end',
  client: 'client',
  packets: 'tunnel direction',
  session: 'BGP session end',
  route: 'route',
};
