import type { Exec } from 'dockerode';
import { notYet, ready, until } from '../../base/until.ts';
import type { Requests } from '../connection/requests.ts';

/**
 * Sends a signal to a command and to what it has started: the engine makes every command the first process of a group.
 */
export const signalScript = (pid: number, signal: string): string[] => [
  'sh',
  '-c',
  'kill -s "$0" -- "-$1" || kill -s "$0" "$1"',
  signal,
  String(pid),
];

/**
 * The exit code of a command whose output has ended; 128 and the number of the signal, if one killed it. The output may
 * end before the engine has noticed that the process has.
 */
export function execEnd(requests: Requests, exec: Exec): Promise<number> {
  const look = async () => {
    const { Running, ExitCode } = await requests.make('ask how a command ended', 'question', (abortSignal) =>
      exec.inspect({ abortSignal }),
    );
    return Running || ExitCode === null
      ? notYet('its output has ended, and its process is still there')
      : ready(ExitCode);
  };
  const wait = { kind: 'environment', timeoutMs: 10_000, intervalMs: 5 } as const;
  return until('The end of a command', look, wait);
}
