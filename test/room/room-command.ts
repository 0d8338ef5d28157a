import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src/start/switchover.js', import.meta.url));

/** `switchover workshop --seats N`, in a process of its own. */
export interface RoomCommand {
  readonly pid: number;
  readonly origin: string;
  readonly trainerLink: string;
  /** Ctrl-C, which keeps the room. */
  readonly stop: () => Promise<void>;
  /** Resolves when it has ended by itself: the trainer has closed the room. */
  readonly ended: Promise<unknown>;
}

/** @param folder for the room's file and the results */
export async function startRoom(lab: string, seats: number, folder: string): Promise<RoomCommand> {
  const child = spawn(
    process.execPath,
    [
      ...[program, 'workshop', lab, '--seats', String(seats), '--port', '0'],
      ...['--runs', `${folder}/runs`, '--calibrations', `${folder}/runs/calibrations`],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, XDG_STATE_HOME: folder, NO_COLOR: '1' } },
  );
  const ended = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface({ input: outputOf(child) })) {
    said.push(line);
    const trainerLink = /^For the trainer alone: (\S+)$/.exec(line)?.[1];
    if (trainerLink === undefined) continue;
    const stop = async () => {
      child.kill('SIGINT');
      await ended;
    };
    return { pid: child.pid ?? 0, origin: new URL(trainerLink).origin, trainerLink, stop, ended };
  }
  throw new Error(`The room did not open: ${said.join('\n')}`);
}

function outputOf({ stdout }: ChildProcess) {
  if (!stdout) throw new Error('The program has no output.');
  return stdout;
}
