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
