import { Refusal } from '../http/refusal.ts';
import type { Seat, SeatServices } from '../http/seat-services.ts';
import { holderOf, newToken, tokenHash } from '../http/tokens.ts';
import type { PageUpdate } from '../protocol/updates.ts';
import { nextFreeSeat, type SeatEvent } from './after-event.ts';
import { newCode } from './codes.ts';
import { Company } from './company.ts';
import { afterUpdate, noGlimpse } from './glimpse.ts';
import { cleanName } from './names.ts';
import type { Room } from './room.ts';
import { roomSeat } from './room-seat.ts';
import type { RoomState, SeatState } from './room-state.ts';
import type { Presence } from './room-view.ts';

/** What a seat is made of. */
export interface SeatWish {
  /** Of the seat among all: `seat-3`. */
  readonly id: string;
  readonly number: number;
  /** Id of the lab that the last server left it; null: it had none. */
  readonly lab: string | null;
  /** What lessons saved, by `lab/id`. */
  readonly saved: SeatState['saved'];
  /** Resolves when it is in the file. */
  readonly save: (key: string, value: SeatState['saved'][string]) => Promise<void>;
}

export type SeatMaker = (wish: SeatWish) => Seat;

/** The seats of a room: who may come in, and what the room remembers of what happens on them. */
export class RoomSeats implements SeatServices {
  readonly #room: Room;
  readonly #makeSeat: SeatMaker;
  readonly #onDefect: (error: unknown) => void;
  readonly #seats = new Map<number, OpenSeat>();
  readonly #listeners = new Set<() => void>();
  readonly #ends: (() => void)[] = [];

  /** @param onDefect is told of what could not be saved although nobody asked for it */
  constructor(room: Room, makeSeat: SeatMaker, onDefect: (error: unknown) => void) {
    this.#room = room;
    this.#makeSeat = makeSeat;
    this.#onDefect = onDefect;
    for (const seat of room.state.seats) this.#open(seat);
    this.#ends.push(room.subscribe(() => this.#tell()));
  }

  readonly seatOf = (token: string): Seat | undefined => {
    const holder = holderOf(token, holders(this.#room.state));
    return holder && this.#seats.get(holder.number)?.outer;
  };

  readonly isTrainer = (token: string): boolean =>
    holderOf(
      token,
      this.#room.state.trainers.map((hash) => ({ tokenHash: hash })),
    ) !== undefined;

  /** The seat without its place in the room: for the trainer. */
  inner(number: number): Seat | undefined {
    return this.#seats.get(number)?.inner;
  }

  /** The trainer's company on a seat; undefined: the room has no such seat. */
  company(number: number): Company | undefined {
    return this.#seats.get(number)?.company;
  }

  get numbers(): readonly number[] {
    return [...this.#seats.keys()];
  }

  /** By the number of the seat. */
  get presence(): ReadonlyMap<number, Presence> {
    return this.#seats;
  }

  /** Is told that a seat or the room has changed. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Remembers nothing any more of what happens on the seats: the server ends. */
  forget(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  /** A new link for the trainer. Earlier ones stay valid. */
  async newTrainer(): Promise<string> {
    const token = newToken();
    await this.#room.change({ kind: 'trainer', token: tokenHash(token) });
    return token;
  }

  /**
   * Gives the next free seat to somebody, and resolves with its token.
   *
   * @throws Refusal when the name has no letter, or no seat is free
   */
  async join(typedName: string): Promise<string> {
    const name = cleanName(typedName);
    if (name === undefined) throw new Refusal(400, 'Give a name with a letter or a digit.');
    const token = newToken();
    await this.#room.change((room) => {
      const seat = nextFreeSeat(room);
      if (!seat) throw new Refusal(409, 'All seats are taken. Ask the trainer for one.');
      const at = new Date().toISOString();
      const event: SeatEvent = { kind: 'joined', name, token: tokenHash(token), at };
      return { kind: 'seat', seat: seat.number, event };
    });
    return token;
  }

  /**
   * Opens a seat in another browser, and resolves with a token of its own.
   *
   * @throws Refusal when nobody has that code
   */
  async open(code: string): Promise<string> {
    const token = newToken();
    await this.#room.change((room) => {
      const seat = room.seats.find((one) => one.code === code && one.name !== null);
      if (!seat) throw new Refusal(404, 'No seat has this code. Look at it again, or ask the trainer.');
      return { kind: 'seat', seat: seat.number, event: { kind: 'opened', token: tokenHash(token) } };
    });
    return token;
  }

  /** Takes a seat from who has it. */
  async free(number: number): Promise<void> {
    await this.#seats.get(number)?.inner.lessons.forget?.();
    await this.#room.change((room) => {
      const code = newCode(new Set(room.seats.map((seat) => seat.code)));
      return { kind: 'seat', seat: number, event: { kind: 'freed', code } };
    });
    this.company(number)?.end();
  }

  #open({ number, lab, saved }: SeatState): void {
    const id = `seat-${number}`;
    const change = (event: SeatEvent) => this.#room.change({ kind: 'seat', seat: number, event });
    const save: SeatWish['save'] = async (key, value) => {
      await change({ kind: 'saved', key, value });
    };
    const inner = this.#makeSeat({ id, number, lab, saved, save });
    const company = new Company();
    this.#ends.push(company.subscribe(() => this.#tell()));
    const seat: OpenSeat = {
      glimpse: noGlimpse,
      pages: 0,
      company,
      inner,
      outer: roomSeat(inner, this.#room, number, {
        company,
        onPage: () => {
          seat.pages += 1;
          this.#tell();
          return () => {
            seat.pages -= 1;
            this.#tell();
          };
        },
      }),
    };
    this.#seats.set(number, seat);
    const end = inner.subscribe((update) => {
      const before = seat.glimpse;
      const glimpse = afterUpdate(before, update);
      if (glimpse !== before) {
        seat.glimpse = glimpse;
        this.#tell();
      }
      const event = rememberedOf(update, before);
      if (event) change(event).catch(this.#onDefect);
    });
    this.#ends.push(end);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

interface OpenSeat extends Presence {
  glimpse: Presence['glimpse'];
  pages: number;
  readonly company: Company;
  readonly inner: Seat;
  readonly outer: Seat;
}

const holders = ({ seats }: RoomState) =>
  seats.flatMap(({ number, tokens }) => tokens.map((hash) => ({ number, tokenHash: hash })));

/**
 * What the next server has to know. A lab that comes up is not worth it: nobody could use it as it is. One that failed may
 * still be there.
 */
function rememberedOf(update: PageUpdate, before: Presence['glimpse']): SeatEvent | undefined {
  if (update.kind === 'lesson') return { kind: 'lesson', view: update.lesson, at: new Date().toISOString() };
  if (update.kind !== 'lab') return undefined;
  if (update.lab.state === 'up') return { kind: 'lab', id: update.lab.id };
  // At its start a server has no lab yet, although it will find the one of the server before.
  const isGone = update.lab.state === 'none' && ['up', 'ending'].includes(before.lab);
  return isGone ? { kind: 'lab', id: null } : undefined;
}
