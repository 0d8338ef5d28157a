import { paths } from '../../protocol/paths.ts';
import type { PageUpdate } from '../../protocol/updates.ts';
import { connection, take } from './store.ts';

/** A server that starts again needs some seconds. */
const againMs = 2000;

/** Follows the stream of the server for as long as the page is open. */
export function follow(): void {
  const source = new EventSource(paths.stream);
  source.onopen = () => {
    connection.value = 'open';
  };
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const update: PageUpdate = JSON.parse(data);
    take(update);
  };
  source.onerror = () => {
    connection.value = 'lost';
    // The browser tries again by itself, unless the server answered with an error.
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(follow, againMs);
  };
}
