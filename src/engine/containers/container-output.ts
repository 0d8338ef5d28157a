import type { ContainerHandle } from './container-handle.ts';
import { type OnLine, outputLines } from './lines.ts';
import { type Subscription, subscribe } from './streams.ts';

/** @param from `attach` for a container that was not started yet, the log or only what is new in it for any other */
export async function followOutput(
  { requests, docker, name }: ContainerHandle,
  from: 'attach' | 'log' | 'end of log',
  onLine: OnLine,
): Promise<Subscription> {
  const stream =
    from === 'attach'
      ? await requests.make(`attach to ${name}`, 'question', (abortSignal) =>
          docker.attach({ hijack: true, stream: true, stdout: true, stderr: true, abortSignal }),
        )
      : await requests.make(`read the log of ${name}`, 'question', (abortSignal) =>
          docker.logs({
            follow: true,
            stdout: true,
            stderr: true,
            ...(from === 'end of log' && { tail: 0 }),
            abortSignal,
          }),
        );
  const lines = outputLines(onLine);
  return subscribe(stream, lines.push, lines.end);
}

/** A line that a container wrote, and when the engine got it: UTC, as RFC 3339 writes it, with nanoseconds. */
export interface LoggedLine {
  readonly time: string;
  readonly line: string;
}

/**
 * Delivers the log of a container from its beginning. The engine keeps a limited size of it.
 *
 * @param follow goes on with what is new, until the container ends; otherwise it ends with the last line
 */
export async function readLog(
  { requests, docker, name }: ContainerHandle,
  onLine: (line: LoggedLine) => void,
  { follow }: { readonly follow: boolean },
): Promise<Subscription> {
  const lines = outputLines((_, text) => {
    const end = text.indexOf(' ');
    onLine({ time: text.slice(0, end), line: text.slice(end + 1) });
  });
  const wanted = { stdout: true, stderr: true, timestamps: true } as const;
  const log = await requests.make<NodeJS.ReadableStream | Buffer>(
    `read the log of ${name}`,
    'question',
    (abortSignal) =>
      follow
        ? docker.logs({ ...wanted, follow: true, abortSignal })
        : docker.logs({ ...wanted, follow: false, abortSignal }),
  );
  if (!Buffer.isBuffer(log)) return subscribe(log, lines.push, lines.end);
  lines.push(log);
  lines.end();
  return { done: Promise.resolve(), stop: () => {} };
}

export async function lastLogLines(
  { requests, docker, name }: ContainerHandle,
  count: number,
): Promise<string[]> {
  const log = await requests.make(`read the log of ${name}`, 'question', (abortSignal) =>
    docker.logs({ stdout: true, stderr: true, tail: count, abortSignal }),
  );
  const collected: string[] = [];
  const lines = outputLines((_, line) => collected.push(line));
  lines.push(log);
  lines.end();
  return collected;
}
