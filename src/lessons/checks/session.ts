import type { SessionEndPart } from '../../lab/snapshot/snapshot.ts';
import type { SessionCondition } from '../format/lesson.ts';
import type { Facts, Found } from './facts.ts';
import { sameName } from './same-name.ts';

/** What a node says about its session with a peer. */
export function sessionFound(
  { at, peer, state }: SessionCondition,
  { snapshot }: Pick<Facts, 'snapshot'>,
): Found {
  const isEnd = (name: string, end: SessionEndPart) => sameName(name, end.name) || sameName(name, end.node);
  const own = snapshot.sessions.flatMap(({ ends: [first, second] }) => {
    if (isEnd(at, first) && isEnd(peer, second)) return [first];
    return isEnd(at, second) && isEnd(peer, first) ? [second] : [];
  });
  // A standby has no session: its sibling has it.
  const said = own.map((end) => end.state ?? 'none');
  const isEstablished = said.includes('Established');
  return {
    holds: (state === 'established') === isEstablished,
    text: `The BGP session with ${peer} on ${at}: ${said[0] ?? 'none'}.`,
  };
}
