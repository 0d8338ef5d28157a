import { Refusal } from '../http/refusal.ts';
import type { Seat } from '../http/seat-services.ts';
import type { StartLessonRequest, TaskRequest } from '../protocol/requests.ts';
import type { BreakAllRequest } from '../protocol/trainer-requests.ts';
import type { SeatEvent } from './after-event.ts';
import { stepOf } from './lesson-progress.ts';
import type { Room } from './room.ts';
import type { RoomSeats } from './room-seats.ts';

/**
 * What a trainer does, to one seat or to all. It works while the room is paused. What does not work everywhere is done
 * where it does, and refused with the seats in which it did not.
 */
export class TrainerActions {
  readonly #room: Room;
  readonly #seats: RoomSeats;

  constructor(room: Room, seats: RoomSeats) {
    this.#room = room;
    this.#seats = seats;
  }

  /** @param text empty: none any more */
  async tell(seat: number, text: string): Promise<void> {
    await this.#change(seat, { kind: 'told', message: text === '' ? null : text });
  }

  async tellAll(text: string): Promise<void> {
    await this.#room.change({ kind: 'message', message: text === '' ? null : text });
  }

  async pause(isPaused: boolean): Promise<void> {
    await this.#room.change({ kind: 'paused', isPaused });
  }

  async lowerHand(seat: number): Promise<void> {
    await this.#change(seat, { kind: 'hand', isRaised: false, at: new Date().toISOString() });
  }

  /** Asks the learner whether the trainer may type in the terminals. */
  async offerHelp(number: number): Promise<void> {
    this.#seat(number);
    if (this.#room.state.seats[number - 1]?.name === null)
      throw new Refusal(409, `Nobody sits at seat ${number}.`);
    this.#seats.company(number)?.offer();
  }

  async endHelp(number: number): Promise<void> {
    this.#seat(number);
    this.#seats.company(number)?.end();
  }

  /** Heals a lab and starts its nodes again. */
  async reset(seat: number): Promise<void> {
    await this.#seat(seat).lab.startOver({ how: 'restart' });
  }

  /** @throws Refusal when the learner is at no step */
  async solve(number: number): Promise<void> {
    const seat = this.#seat(number);
    const { lesson = null, lessons = [] } = this.#room.state.seats[number - 1] ?? {};
    const progress = lesson === null ? undefined : lessons[lesson];
    const step = progress && stepOf(progress);
    if (!step) throw new Refusal(409, `Seat ${number} is at no step of a lesson.`);
    await seat.lessons.solve({ task: step.id });
  }

  free(seat: number): Promise<void> {
    this.#seat(seat);
    return this.#seats.free(seat);
  }

  /** Where a lab is up, with the same fault at the same place. */
  breakAll(request: BreakAllRequest): Promise<void> {
    return this.#inAll(this.#whereUp, (seat) => seat.lab.break(request));
  }

  healAll(): Promise<void> {
    return this.#inAll(this.#whereUp, (seat) => seat.lab.heal({}));
  }

  openLesson(request: StartLessonRequest): Promise<void> {
    return this.#inAll(this.#seats.numbers, (seat) => seat.lessons.start(request));
  }

  /** Everybody who has a lesson open goes on with this step. */
  openStep(request: TaskRequest): Promise<void> {
    const numbers = this.#room.state.seats.flatMap(({ number, lesson }) => (lesson === null ? [] : [number]));
    return this.#inAll(numbers, (seat) => seat.lessons.openStep(request));
  }

  get #whereUp(): readonly number[] {
    const { numbers, presence } = this.#seats;
    return numbers.filter((number) => presence.get(number)?.glimpse.lab === 'up');
  }

  async #inAll(numbers: readonly number[], act: (seat: Seat) => Promise<void>): Promise<void> {
    const results = await Promise.all(
      numbers.map(async (number) => {
        try {
          await act(this.#seat(number));
          return [];
        } catch (error) {
          return [`Seat ${number}: ${error instanceof Error ? error.message : String(error)}`];
        }
      }),
    );
    const problems = results.flat();
    if (problems.length > 0) throw new Refusal(409, `Not everywhere: ${problems.join(' ')}`);
  }

  /** @throws Refusal (404) */
  #seat(number: number): Seat {
    const seat = this.#seats.inner(number);
    if (!seat) throw new Refusal(404, `The room has no seat ${number}.`);
    return seat;
  }

  async #change(seat: number, event: SeatEvent): Promise<void> {
    this.#seat(seat);
    await this.#room.change({ kind: 'seat', seat, event });
  }
}
