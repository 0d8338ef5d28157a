import { paths } from '../../protocol/paths.ts';
import type { App } from '../app-env.ts';
import { eventStream } from '../event-stream.ts';
import type { Places } from '../limits.ts';
import { Refusal } from '../refusal.ts';

/** Everything that a page is told. */
export function streamRoute(app: App, streams: Places): void {
  app.get(paths.stream, (context) => {
    const { id, subscribe } = context.get('seat');
    const leave = streams.take(id);
    if (!leave) throw tooManyStreams();
    const drop = () => context.env.outgoing.destroy();
    return context.body(eventStream({ subscribe, drop, onEnd: leave }), 200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // nginx would keep updates back until it has many.
      'x-accel-buffering': 'no',
    });
  });
}

export const tooManyStreams = () =>
  new Refusal(429, 'This seat is open in too many tabs, or has too many terminals: close one.');
