import { z } from 'zod';
import { understood } from '../understood.ts';

export interface ContainerState {
  readonly status: string;
  readonly running: boolean;
  /** In the engine host's PID namespace; 0 when it does not run. */
  readonly pid: number;
  /** Of the last time that it ran; 0 while it runs. */
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  /** Why the engine could not start it; empty otherwise. */
  readonly error: string;
}

const inspected = z.object({
  State: z.object({
    Status: z.string(),
    Running: z.boolean(),
    Pid: z.number(),
    ExitCode: z.number(),
    OOMKilled: z.boolean().default(false),
    Error: z.string().default(''),
  }),
});

/**
 * Reads the answer of the engine to `GET /containers/ID/json`.
 *
 * @throws {Error} that says what is missing or wrong in it
 */
export function containerState(answer: unknown): ContainerState {
  const { State } = understood(inspected, answer);
  return {
    status: State.Status,
    running: State.Running,
    pid: State.Pid,
    exitCode: State.ExitCode,
    outOfMemory: State.OOMKilled,
    error: State.Error,
  };
}
