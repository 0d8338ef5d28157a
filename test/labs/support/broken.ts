import { switchover } from '../../cli/switchover.ts';

/** Calls `fault` on a lab that is up. */
export async function broken(id: string, ...args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await switchover(['fault', ...args, '--lab', id]);
  if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode}: ${stderr}`);
}

/** Calls `heal` and returns what it printed. */
export async function healed(id: string): Promise<string> {
  const { exitCode, stderr } = await switchover(['heal', id]);
  if (exitCode !== 0) throw new Error(`heal ended with ${exitCode}: ${stderr}`);
  return stderr;
}
