import type { EventResult } from '../../../analysis/events/event-result.ts';
import { nodesOf } from '../../../faults/kit/target.ts';
import type { Design } from '../../../topology/design.ts';
import { isOf, machineOf } from '../../../topology/fault-target.ts';

/** What the events of a run happened to, for the drawing: machines that went away, and everything else by its name. */
export interface Hits {
  readonly dead: ReadonlySet<string>;
  /** Machines and tunnels that something happened to, each with the numbers of the events, from 1. */
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  /** A trial had more than one event, so that their numbers say something. */
  readonly several: boolean;
}

/** @param trials the events of each trial */
export function hitsOf(trials: readonly { readonly events: readonly EventResult[] }[], design: Design): Hits {
  const numbers = new Map<string, Set<number>>();
  for (const { events } of trials) {
    for (const [index, event] of events.entries()) {
      for (const name of hitBy(event, design)) {
        numbers.set(name, (numbers.get(name) ?? new Set()).add(index + 1));
      }
    }
  }
  return {
    dead: new Set(trials.flatMap(({ events }) => events.flatMap(({ deadNodes }) => deadNodes))),
    numbers: new Map([...numbers].map(([name, own]) => [name, [...own].sort((a, b) => a - b)])),
    several: trials.some(({ events }) => events.length > 1),
  };
}

/** Names of the machines and tunnels that an event happened to. Of an interface, the machine. */
function hitBy({ target, deadNodes }: EventResult, { nodes, tunnels }: Design): readonly string[] {
  if (deadNodes.length > 0) return deadNodes;
  return nodesOf(target).flatMap((part) => {
    const node = nodes.find(({ name }) => name === machineOf(part));
    if (node) return [node.name];
    return tunnels.filter((tunnel) => tunnel.name === part || isOf(tunnel, part)).map(({ name }) => name);
  });
}

/** "1", "1, 3", "1–4". */
export function numbersText(numbers: readonly number[]): string {
  const [first = 0] = numbers;
  const last = numbers.at(-1) ?? first;
  return numbers.length > 2 && last - first === numbers.length - 1 ? `${first}–${last}` : numbers.join(', ');
}
