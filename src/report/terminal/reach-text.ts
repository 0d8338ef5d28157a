import { listed } from '../../base/listed.ts';
import type { Reachability, ReachPair } from '../../topology/reach/reachability.ts';
import type { Way } from '../../topology/reach/walk.ts';
import { textTable } from './text-table.ts';

/** With more groups of ends than this, the table would not fit: only what does not reach each other is listed. */
const mostColumns = 12;

/**
 * Which ends of a lab reach which, as a table: a letter stands for a way, a number for the reason why there is none. Both
 * are explained below. Ends that do not differ share a line.
 */
export function reachText(reachability: Reachability): string {
  const groups = groupsOf(reachability);
  const pairs = new Map(reachability.pairs.map((pair) => [keyOf(pair.from, pair.to), pair]));
  const ways = new Marks((index) => letters(index));
  const reasons = new Marks((index) => String(index + 1));
  const mark = (pair: ReachPair) => (pair.reaches ? ways.of(wayText(pair.ways)) : reasons.of(pair.text));
  const rows = groups.map((from) => [
    nameOf(from),
    ...groups.map((to) => {
      const pair = pairs.get(keyOf(from[0], from === to ? from[1] : to[0]));
      return pair ? mark(pair) : '-';
    }),
  ]);
  const table =
    groups.length > mostColumns
      ? [`${reachability.ends.length} ends; with --format json, all pairs are listed.`]
      : [textTable([['FROM, TO', ...groups.map(nameOf)], ...rows])];
  return [...table, ...ways.lines(), ...reasons.lines('does not: ')].join('\n');
}

/** "VNet1toVNet2, VNet2toSite5 or VNet1toSite6": the connections that a packet passes. */
export const wayText = (ways: readonly Way[]): string =>
  listed(ways.map((way) => (way.length === 0 ? 'inside the network' : `over ${way.join(', ')}`))).replaceAll(
    ', over ',
    ' or over ',
  );

/** Texts with the mark of each, in the order in which they are met. */
class Marks {
  readonly #marks = new Map<string, string>();
  readonly #markAt: (index: number) => string;

  constructor(markAt: (index: number) => string) {
    this.#markAt = markAt;
  }

  of(text: string): string {
    const mark = this.#marks.get(text) ?? this.#markAt(this.#marks.size);
    this.#marks.set(text, mark);
    return mark;
  }

  lines(prefix = ''): string[] {
    return [...this.#marks].map(([text, mark]) => `${mark}  ${prefix}${text}`);
  }
}

/** a to z, then aa, ab, ... */
const letters = (index: number): string =>
  (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(97 + (index % 26));

type Group = readonly string[];

const nameOf = (group: Group): string => listed(group, 4);

const keyOf = (from = '', to = ''): string => `${from} ${to}`;

/** Ends that reach everything else, and are reached, over the same ways. */
function groupsOf({ ends, pairs }: Reachability): Group[] {
  const outcomes = new Map(pairs.map((pair) => [keyOf(pair.from, pair.to), outcomeOf(pair)]));
  const areAlike = (one: string, other: string) =>
    ends
      .filter(({ name }) => name !== one && name !== other)
      .every(
        ({ name }) =>
          outcomes.get(keyOf(one, name)) === outcomes.get(keyOf(other, name)) &&
          outcomes.get(keyOf(name, one)) === outcomes.get(keyOf(name, other)),
      );
  const groups: { readonly key: string; readonly names: string[] }[] = [];
  for (const { name, kind, network } of ends) {
    const key = `${kind} ${network}`;
    const known = groups.find(
      (group) => group.key === key && group.names.every((one) => areAlike(one, name)),
    );
    if (known) known.names.push(name);
    else groups.push({ key, names: [name] });
  }
  return groups.map(({ names }) => names);
}

const outcomeOf = (pair: ReachPair): string => (pair.reaches ? wayText(pair.ways) : pair.reason);
