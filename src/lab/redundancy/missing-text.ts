import { counted } from '../../base/counted.ts';
import { type Look, notYet, ready } from '../../base/until.ts';
import type { Missing, MissingKind } from './missing.ts';
import { carriedWithinSeconds } from './tunnel-ports.ts';

/** Longer lists are summarised: a line with hundreds of tunnels does not help. */
const mostNamed = 12;
/** How many things a summary names. */
const firstNamed = 4;

/**
 * Lists what is missing, as the rest of a sentence: all things if they are few, otherwise the number of each kind and
 * the first things.
 *
 * @param missing at least one thing
 * @param whereAll where to find the whole list, as a clause; used in a summary only
 */
export function missingText(missing: readonly Missing[], whereAll?: string): string {
  if (missing.length <= mostNamed) return missing.map(missingName).join('; ');
  const named = missing.slice(0, firstNamed).map(missingName).join('; ');
  return [
    `${countsOf(missing)}. The first ${firstNamed}: ${named}`,
    ...(whereAll === undefined ? [] : [whereAll]),
  ].join('. ');
}

/** A look for `until`: ready when nothing is missing. */
export const completeness = (missing: readonly Missing[]): Look<void> =>
  missing.length === 0 ? ready() : notYet(`still missing: ${missingText(missing)}`);

/** A sentence that names the tunnels that are up and carry nothing, at least in one direction; undefined: all carry packets. */
export function carryingNothing(missing: readonly Missing[]): string | undefined {
  const silent = missing.flatMap((one) => (one.kind === 'packets' ? [one] : []));
  const names = [...new Set(silent.map(({ tunnel }) => tunnel))].map((name) => {
    const [first, ...others] = silent.filter(({ tunnel }) => tunnel === name);
    return first && others.length === 0 ? `${name} (from ${first.from} to ${first.to})` : name;
  });
  if (names.length === 0) return undefined;
  return `Up, but without a packet for more than ${carriedWithinSeconds} s: ${names.join(', ')}.`;
}

/** One missing thing, as a noun. */
export function missingName(missing: Missing): string {
  switch (missing.kind) {
    case 'node':
      return `node ${missing.node}`;
    case 'daemon':
      return `${missing.daemon} on ${missing.node}`;
    case 'tunnel':
      return `tunnel ${missing.tunnel} on ${missing.end}`;
    case 'client':
      return `connection of ${missing.client} to ${missing.gateway}`;
    case 'packets':
      return `packets from ${missing.from} to ${missing.to} in ${missing.tunnel}`;
    case 'session':
      return `BGP session from ${missing.from} to ${missing.to}`;
    case 'route':
      return `route on ${missing.nodes.join(' or ')} to ${missing.prefix} over ${counted(missing.nextHops, 'next hop')}`;
  }
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

function countsOf(missing: readonly Missing[]): string {
  const kinds = [...new Set(missing.map(({ kind }) => kind))];
  const counts = kinds.map((kind) =>
    counted(missing.filter((one) => one.kind === kind).length, nounOf[kind]),
  );
  return counts.length > 1 ? `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)}` : counts.join();
}
