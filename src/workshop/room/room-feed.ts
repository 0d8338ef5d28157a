import type { RoomView, TrainerUpdate } from '../protocol/trainer.ts';
import type { Room } from './room.ts';
import type { RoomSeats } from './room-seats.ts';
import { roomViewOf } from './room-view.ts';

/** Twenty seats change more often than anybody can look. */
const pauseMs = 250;

/** Minutes on a step go on without anything else. */
const leastOftenMs = 20_000;

/** What the page of a trainer is told: the whole room, at once and then a few times a second at most. */
export class RoomFeed {
  readonly #room: Room;
  readonly #seats: RoomSeats;
  readonly #joinLink: () => string;

  constructor(room: Room, seats: RoomSeats, joinLink: () => string) {
    this.#room = room;
    this.#seats = seats;
    this.#joinLink = joinLink;
  }

  view(): RoomView {
    return roomViewOf(this.#room.state, {
      joinLink: this.#joinLink(),
      presence: this.#seats.presence,
      now: new Date().toISOString(),
    });
  }

  /** Returns how to end it. */
  subscribe(listener: (update: TrainerUpdate) => void): () => void {
    let timer: NodeJS.Timeout | undefined;
    const tell = () => {
      clearTimeout(timer);
      timer = undefined;
      listener({ kind: 'room', room: this.view() });
    };
    tell();
    const unsubscribe = this.#seats.subscribe(() => {
      timer ??= setTimeout(tell, pauseMs);
    });
    const clock = setInterval(tell, leastOftenMs);
    return () => {
      unsubscribe();
      clearTimeout(timer);
      clearInterval(clock);
    };
  }
}
