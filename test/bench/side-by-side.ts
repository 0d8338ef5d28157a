import type { Engine } from '../../src/engine/engine.ts';
import type { Compose } from './compose.ts';
import { memoryOf } from './memory.ts';
import { switchover } from './switchover.ts';

/** A value for each round. Times are in milliseconds. */
export interface SideBySide {
  readonly up: number[];
  readonly down: number[];
  readonly composeUp: number[];
  readonly composeDown: number[];
  /** Memory in MiB of each gateway instance in each round. */
  readonly memory: number[];
}

interface Contest {
  readonly engine: Engine;
  readonly image: string;
  readonly compose: Compose;
  readonly lab: string;
  readonly rounds: number;
  readonly say: (text: string) => void;
}

/** The gateway instances of the lab. */
const instances = ['vnet1gw-0', 'vnet1gw-1'];

/** A B, B A, A B, ...: so other work of the machine hits both alike. A first round warms up and does not count. */
export async function timeSideBySide(contest: Contest): Promise<SideBySide> {
  const { rounds, say } = contest;
  const times: SideBySide = { up: [], down: [], composeUp: [], composeDown: [], memory: [] };
  const uncounted: SideBySide = { up: [], down: [], composeUp: [], composeDown: [], memory: [] };
  for (let round = 0; round <= rounds; round++) {
    say(round === 0 ? 'A round to warm up' : `Round ${round} of ${rounds}`);
    const turns = round % 2 === 0 ? [composeTurn, ownTurn] : [ownTurn, composeTurn];
    for (const turn of turns) await turn(contest, round === 0 ? uncounted : times);
  }
  return times;
}

async function ownTurn({ engine, image, lab }: Contest, times: SideBySide): Promise<void> {
  const up = await switchover('up', lab, '--profile', 'fast');
  const id = up.stdout;
  const memory = await memoryOf(engine, image, id);
  const down = await switchover('down', id);
  times.up.push(up.milliseconds);
  times.memory.push(...instances.map((node) => memory.get(node) ?? Number.NaN));
  times.down.push(down.milliseconds);
}

async function composeTurn({ compose }: Contest, times: SideBySide): Promise<void> {
  const up = await compose.up();
  const down = await compose.down();
  times.composeUp.push(up.milliseconds);
  times.composeDown.push(down.milliseconds);
}
