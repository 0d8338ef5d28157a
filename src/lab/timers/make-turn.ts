import { notYet, ready, until } from '../../base/until.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import { connectionAt, neighborsOf } from '../../topology/find.ts';
import { engineTime, runScript } from '../faults/workbench-of.ts';
import type { Lab } from '../lab.ts';
import { missingText } from '../redundancy/missing-text.ts';
import type { Turn } from './turns.ts';

/** Tunnels, or sessions alone, that began anew, and when the last of them was back (ms after the first one ended). */
export interface Reset extends Pick<Turn, 'tunnels' | 'sessions'> {
  readonly milliseconds: number;
}

/** A tunnel is back in a second, and a session in its connect retry, up to a minute; far longer than both. */
const backWithinMs = 180_000;

/**
 * Begins something anew, and waits until it is back and the lab is whole again.
 *
 * @throws WaitError when it does not come back
 */
export async function makeTurn(lab: Lab, turn: Turn, signal: AbortSignal): Promise<Reset> {
  const since = await engineTime(lab, turn.node);
  await runScript(lab, turn.node, turn.script);
  const watched = watchedOf(turn);
  await until(
    `The return of ${watched.map(({ name }) => name).join(', ')}`,
    () => {
      const away = watched.filter((one) => !isBack(lab, one, since));
      if (away.length > 0) return notYet(`not back yet: ${away.map(({ name }) => name).join(', ')}`);
      return lab.state.isBuilt ? ready() : notYet(`missing: ${missingText(lab.state.missing(), '')}`);
    },
    {
      kind: 'lab-not-ready',
      timeoutMs: backWithinMs,
      signal: AbortSignal.any([signal, lab.failure]),
      wakeOn: lab.events.wakeOn,
    },
  );
  const moments = watched.flatMap((one) => eventsOf(lab, one, since));
  const began = Math.min(...moments.filter(({ up }) => !up).map(({ time }) => time));
  const ended = Math.max(...watched.map((one) => eventsOf(lab, one, since).at(-1)?.time ?? since));
  return { tunnels: turn.tunnels, sessions: turn.sessions, milliseconds: (ended - began) / 1e6 };
}

/** What an end tells of a tunnel or a session. */
interface Watched {
  readonly name: string;
  readonly nodes: readonly string[];
  readonly isOf: (event: UpOrDown) => boolean;
}

type UpOrDown = NodeEvent & { readonly kind: 'child' | 'bgp' };

/** Both ends of each. */
const watchedOf = ({ tunnels, sessions }: Turn): Watched[] => [
  ...tunnels.flatMap(({ name, ends: [first, second] }): Watched[] =>
    [[first, second] as const, [second, first] as const].map(([own, other]) => ({
      name,
      nodes: own.nodes,
      isOf: (event) => event.kind === 'child' && event.tunnel === connectionAt(own, other),
    })),
  ),
  ...sessions.flatMap((session): Watched[] =>
    session.ends.map((end, index) => ({
      name: `the session of ${session.ends[0].name} with ${session.ends[1].name}`,
      nodes: end.nodes,
      isOf: (event) => event.kind === 'bgp' && event.neighbor === neighborsOf(session)[index],
    })),
  ),
];

const eventsOf = (lab: Lab, { nodes, isOf }: Watched, since: number): UpOrDown[] =>
  lab.events.events.filter(
    (event): event is UpOrDown =>
      event.time >= since &&
      (event.kind === 'child' || event.kind === 'bgp') &&
      nodes.includes(event.node) &&
      isOf(event),
  );

/** It went down, and came up after that. */
function isBack(lab: Lab, watched: Watched, since: number): boolean {
  const events = eventsOf(lab, watched, since);
  return events.some(({ up }) => !up) && events.at(-1)?.up === true;
}
