import type { Context } from 'hono';
import { paths } from '../../protocol/paths.ts';
import type { App, AppEnv } from '../app-env.ts';
import { eventStream, type StreamOptions } from '../event-stream.ts';
import type { Places } from '../limits.ts';
import { Refusal } from '../refusal.ts';

/** Everything that a page is told. */
export function streamRoute(app: App, streams: Places): void {
  app.get(paths.stream, (context) => {
    const { id, subscribe } = context.get('seat');
    return streamed(context, { id, subscribe, streams });
  });
}

interface Streamed {
  /** Whose stream it is: nobody has too many. */
  readonly id: string;
  readonly streams: Places;
  readonly subscribe: StreamOptions['subscribe'];
}

/** @throws Refusal (429) */
export function streamed(context: Context<AppEnv>, { id, subscribe, streams }: Streamed): Response {
  const leave = streams.take(id);
  if (!leave) throw tooManyStreams();
  const drop = () => context.env.outgoing.destroy();
  return context.body(eventStream({ subscribe, drop, onEnd: leave }), 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // nginx would keep updates back until it has many.
    'x-accel-buffering': 'no',
  });
}

export const tooManyStreams = () =>
  new Refusal(429, 'This seat is open in too many tabs, or has too many terminals: close one.');
