import { readdir, readFile } from 'node:fs/promises';

export interface Process {
  readonly pid: number;
  /** Program and arguments, separated by spaces. */
  readonly commandLine: string;
  /** Variables as NAME=VALUE. */
  readonly environment: readonly string[];
}

/** Every process of this machine, including those in containers. The texts of one that has just ended are empty. */
export async function allProcesses(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return Promise.all(
    pids.map(async (pid) => {
      const [commandLine, environment] = await Promise.all(
        ['cmdline', 'environ'].map((file) => readFile(`/proc/${pid}/${file}`, 'latin1').catch(() => '')),
      );
      return {
        pid: Number(pid),
        commandLine: (commandLine ?? '').replaceAll('\0', ' '),
        environment: (environment ?? '').split('\0'),
      };
    }),
  );
}
