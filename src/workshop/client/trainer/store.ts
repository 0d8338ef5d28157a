import { signal } from '@preact/signals';
import { type RoomView, type TrainerUpdate, trainerPaths } from '../../protocol/trainer.ts';

/** Null: the server has not told it yet. */
export const room = signal<RoomView | null>(null);

/** The stream of the server: `lost` while the page tries again. */
export const connection = signal<'opening' | 'open' | 'lost'>('opening');

/** What came of the last thing that the trainer did. */
export const outcome = signal<{ readonly text: string; readonly isProblem: boolean } | null>(null);

/** A server that starts again needs some seconds. */
const againMs = 2000;

/** Follows the room for as long as the page is open. */
export function follow(): void {
  const source = new EventSource(trainerPaths.stream);
  source.onopen = () => {
    connection.value = 'open';
  };
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const update: TrainerUpdate = JSON.parse(data);
    if (update.kind === 'room') room.value = update.room;
    else outcome.value = { text: update.message, isProblem: true };
  };
  source.onerror = () => {
    connection.value = 'lost';
    // The browser tries again by itself, unless the server answered with an error.
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, againMs);
  };
}
