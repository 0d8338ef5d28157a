import { jsonOrNone } from '../../base/json-or-none.ts';
import type { Container } from '../../engine/containers/container.ts';

/** A program that runs on a host until it is told to stop. */
export interface Program {
  /**
   * Tells the program to stop, and waits for its end.
   *
   * @throws {Error} with the text of stderr when the program fails
   */
  end(): Promise<void>;
  /** The same, but ignores failures. It may be called after the program was told to stop. */
  abandon(): Promise<void>;
}

export interface ProgramListener {
  /** The program printed a line: its JSON, or undefined if the line is not JSON. */
  readonly onLine: (value: unknown) => void;
  /** The program ended without being told to. */
  readonly onFailure: (error: Error) => void;
}

/**
 * Starts a program that prints lines of JSON.
 *
 * @param what the program's name in errors: "The probe"
 */
export async function startProgram(
  host: Container,
  what: string,
  command: readonly string[],
  { onLine, onFailure }: ProgramListener,
): Promise<Program> {
  const complaints: string[] = [];
  const exec = await host.execStreaming(command, (stream, line) => {
    if (stream === 'stderr') complaints.push(line);
    else onLine(jsonOrNone(line));
  });
  const failed = (exitCode: number) =>
    new Error(`${what} in ${host.name} ended with ${exitCode}: ${complaints.join(' ') || 'it said nothing'}`);
  let told = false;
  const end = async () => {
    told = true;
    await exec.signal('TERM');
    return (await exec.done).exitCode;
  };
  exec.done.then(
    ({ exitCode }) => told || onFailure(failed(exitCode)),
    (error: Error) => told || onFailure(error),
  );
  return {
    async end() {
      const exitCode = await end();
      if (exitCode !== 0) throw failed(exitCode);
    },
    async abandon() {
      if (!told) await end();
    },
  };
}
