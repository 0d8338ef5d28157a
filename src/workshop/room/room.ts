import { commandLine } from '../../base/command-line.ts';
import { deferred } from '../../base/deferred.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { afterEvent, type RoomEvent } from './after-event.ts';
import { newRoom, type RoomWish, roomId, withSeats } from './new-room.ts';
import { RoomFile } from './room-file.ts';
import type { RoomState } from './room-state.ts';

export type RoomListener = (room: RoomState, before: RoomState) => void;

/**
 * The room of a running server. A change is in its file before anybody is told of it, so that a server that is killed at
 * any moment has promised nothing that it does not find again.
 */
export class Room {
  readonly #file: RoomFile;
  readonly #listeners = new Set<RoomListener>();
  readonly #waiting: Change[] = [];
  #state: RoomState;
  #saving: Promise<void> | undefined;

  private constructor(file: RoomFile, state: RoomState) {
    this.#file = file;
    this.#state = state;
  }

  /**
   * Opens the room that an earlier server had with the same lab and lesson, or makes one.
   *
   * @throws SwitchoverError (wrong-input) when another process runs it, when it is one for other labs, or
   * when it is being closed
   * @throws SwitchoverError (environment) when its file cannot be read or written
   */
  static async open(
    folder: string,
    wish: RoomWish,
  ): Promise<{ readonly room: Room; readonly isNew: boolean }> {
    const file = await RoomFile.take(folder, roomId(wish));
    try {
      const saved = await file.read();
      if (saved) refuseOther(saved, wish);
      const state = withSeats(saved ?? newRoom(wish, new Date().toISOString()), wish.seats);
      await file.save(state);
      return { room: new Room(file, state), isNew: saved === undefined };
    } catch (error) {
      await file[Symbol.asyncDispose]();
      throw error;
    }
  }

  get state(): RoomState {
    return this.#state;
  }

  /**
   * Resolves with the room after the event, when that is saved. Events take place in the order of the calls; those that
   * come while the file is written are saved together.
   *
   * @param event or what makes it from the room as it is when its turn comes
   * @throws as {@link afterEvent}; SwitchoverError (environment) when it cannot be saved: then it did not happen
   */
  change(event: RoomEvent | ((room: RoomState) => RoomEvent)): Promise<RoomState> {
    const { promise, resolve, reject } = deferred<RoomState>();
    this.#waiting.push({ event, resolve, reject });
    this.#saving ??= this.#saveAll();
    return promise;
  }

  /** Is told after every change; returns how to end it. */
  subscribe(listener: RoomListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Waits until everything is saved, and gives the room free for another process. */
  async leave(): Promise<void> {
    await this.#saving;
    await this.#file[Symbol.asyncDispose]();
  }

  /** Removes the file of a room whose labs are gone. */
  async remove(): Promise<void> {
    await this.#saving;
    await this.#file.remove();
    await this.leave();
  }

  async #saveAll(): Promise<void> {
    // Changes of the same moment come first.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#save(this.#waiting.splice(0));
    this.#saving = undefined;
  }

  async #save(changes: readonly Change[]): Promise<void> {
    const before = this.#state;
    let next = before;
    const done = changes.flatMap((change) => {
      try {
        next = afterEvent(next, typeof change.event === 'function' ? change.event(next) : change.event);
        const result = next;
        return [{ resolve: () => change.resolve(result), reject: change.reject }];
      } catch (error) {
        change.reject(error);
        return [];
      }
    });
    try {
      if (next !== before) await this.#file.save(next);
    } catch (error) {
      for (const { reject } of done) reject(error);
      return;
    }
    this.#state = next;
    for (const { resolve } of done) resolve();
    if (next !== before) for (const listener of this.#listeners) listener(next, before);
  }
}

interface Change {
  readonly event: RoomEvent | ((room: RoomState) => RoomEvent);
  readonly resolve: (room: RoomState) => void;
  readonly reject: (reason: unknown) => void;
}

function refuseOther({ id, lab, profile, state }: RoomState, wish: RoomWish): void {
  if (state === 'closed') {
    const message = `The room ${id} is being closed. ${commandLine('gc')} removes what is left of it.`;
    throw new SwitchoverError('wrong-input', message);
  }
  if (lab === wish.lab && profile === wish.profile) return;
  throw new SwitchoverError(
    'wrong-input',
    `The room ${id} is one of the lab ${lab} with the profile ${profile}. Start it with these, or close it with --close-room.`,
  );
}
