import type { Container } from '../../engine/containers/container.ts';

/** A program that runs in a host until it is told to stop. */
export interface Program {
  /**
   * Tells it to stop, and waits until it has.
   *
   * @throws {Error} with what it said on stderr when it does not end well
   */
  end(): Promise<void>;
  /** The same, whatever becomes of it; fine when it was told already. */
  abandon(): Promise<void>;
}

export interface ProgramListener {
  /** A line of JSON that it printed; undefined for a line that is something else. */
  readonly onLine: (value: unknown) => void;
  /** It ended, and nobody had told it to. */
  readonly onFailure: (error: Error) => void;
}

/**
 * Starts a program that prints lines of JSON.
 *
 * @param what it is called in errors: "The probe"
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
    else onLine(parsed(line));
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

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
