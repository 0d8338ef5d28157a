import { Refusal } from '../http/refusal.ts';
import type { Seat, SeatTerminals } from '../http/seat-services.ts';
import type { PageUpdate } from '../protocol/updates.ts';
import type { Company } from './company.ts';
import type { Room } from './room.ts';
import { seatViewOf } from './seat-view.ts';

export interface RoomSeatOptions {
  readonly company: Company;
  /** Is told that a page of the seat was opened; returns what is told when it closes. */
  readonly onPage: () => () => void;
}

/**
 * A seat as its pages see it: with its place in the room, and without its lab while the trainer pauses. When the trainer
 * gives it to somebody else, the pages and terminals of who had it learn nothing any more.
 */
export function roomSeat(
  inner: Seat,
  room: Room,
  number: number,
  { company, onPage }: RoomSeatOptions,
): Seat {
  const unlessPaused =
    <Request, Answer>(act: (request: Request) => Promise<Answer>) =>
    async (request: Request): Promise<Answer> => {
      if (room.state.paused) throw new Refusal(409, 'The trainer has paused the room.');
      return act(request);
    };
  const code = () => room.state.seats[number - 1]?.code;
  /** Calls this once when somebody else gets the seat; returns how to end that. */
  const onFreed = (then: () => void) => {
    const own = code();
    const end = room.subscribe(() => {
      if (code() === own) return;
      end();
      then();
    });
    return end;
  };
  const place = () => {
    const seat = room.state.seats[number - 1];
    return seat && seatViewOf(room.state, seat, company);
  };
  const { lab, terminals, lessons } = inner;
  return {
    id: inner.id,
    views: inner.views,
    lab: {
      // Ending is always possible.
      close: () => lab.close(),
      stop: () => lab.stop(),
      open: unlessPaused((request) => lab.open(request)),
      break: unlessPaused((request) => lab.break(request)),
      heal: unlessPaused((request) => lab.heal(request)),
      startOver: unlessPaused((request) => lab.startOver(request)),
      trial: unlessPaused((request) => lab.trial(request)),
      changeTimer: unlessPaused((request) => lab.changeTimer(request)),
    },
    terminals: {
      open: unlessPaused<Parameters<SeatTerminals['open']>[0], { readonly id: string }>((request) =>
        terminals.open(request),
      ),
      close: (id) => terminals.close(id),
      find: (id) => {
        const connect = terminals.find(id);
        if (!connect) return undefined;
        return (socket) => {
          connect(socket, { mayType: () => !room.state.paused, hasSize: true });
          socket.once(
            'close',
            onFreed(() => socket.close()),
          );
        };
      },
    },
    lessons: {
      ...lessons,
      start: unlessPaused((request) => lessons.start(request)),
      solve: unlessPaused((request) => lessons.solve(request)),
    },
    raiseHand: async (isRaised) => {
      const event = { kind: 'hand', isRaised, at: new Date().toISOString() } as const;
      await room.change({ kind: 'seat', seat: number, event });
    },
    answerHelp: async (isAgreed) => (isAgreed ? company.agree() : company.end()),
    subscribe: (listener) => {
      const ends: (() => void)[] = [];
      const end = () => {
        for (const one of ends.splice(0)) one();
      };
      let told = '';
      const tellPlace = () => {
        const seat = place();
        const text = JSON.stringify(seat);
        if (!seat || text === told) return;
        told = text;
        listener({ kind: 'seat', seat });
      };
      const tellInner = (update: PageUpdate) => {
        if (update.kind !== 'seat') listener(update);
      };
      ends.push(
        onPage(),
        onFreed(() => {
          end();
          listener({ kind: 'problem', message: 'The trainer has given this seat free. Reload the page.' });
        }),
      );
      tellPlace();
      ends.push(room.subscribe(tellPlace), company.subscribe(tellPlace), inner.subscribe(tellInner));
      return end;
    },
  };
}
