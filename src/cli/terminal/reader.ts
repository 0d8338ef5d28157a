import { lstatSync, readdirSync, readlinkSync } from 'node:fs';

/** Time between two looks whether the reader is still there (ms). */
const lookEveryMs = 250;

/**
 * Calls back when nobody reads stdout any more, as in `| head`. A write would tell, but a command that has nothing to
 * write for a while would not notice. So the process at the other end of the pipe is looked up at once, and watched.
 * Where it cannot be seen, because it is not on Linux, or outside of this container, only a write tells.
 */
export function whenReaderIsGone(listener: () => void): Disposable {
  const { stdout } = process;
  let isTold = false;
  const tell = () => {
    if (!isTold) listener();
    isTold = true;
  };
  stdout.on('error', tell);
  const pipe = target('/proc/self/fd/1');
  let reader = pipe?.startsWith('pipe:') ? readerOf(pipe) : undefined;
  const look = () => {
    if (pipe === undefined || reader === undefined || target(reader) === pipe) return;
    const found = readerOf(pipe);
    // A reader that became another user's process, such as sudo, cannot be watched any more.
    if (found === undefined && !isHidden(reader)) tell();
    reader = found;
  };
  const timer = setInterval(look, lookEveryMs).unref();
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer);
      stdout.off('error', tell);
    },
  };
}

/** The file descriptor by which another process reads a pipe, as a path in /proc. */
function readerOf(pipe: string): string | undefined {
  const { pid } = process;
  const others = entries('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== pid);
  // The other commands of a pipeline were started together with this one.
  others.sort((one, other) => Math.abs(Number(one) - pid) - Math.abs(Number(other) - pid));
  for (const other of others) {
    const folder = `/proc/${other}/fd`;
    const found = entries(folder).find(
      (name) => target(`${folder}/${name}`) === pipe && isForReading(`${folder}/${name}`),
    );
    if (found !== undefined) return `${folder}/${found}`;
  }
  return undefined;
}

/** The permissions of such a link are those with which the file was opened: proc(5). */
const isForReading = (link: string): boolean => attempt(() => (lstatSync(link).mode & 0o400) !== 0) ?? false;

const entries = (folder: string): string[] => attempt(() => readdirSync(folder)) ?? [];

const target = (link: string): string | undefined => attempt(() => readlinkSync(link));

/** Whether the process is still there, and belongs to another user. */
function isHidden(link: string): boolean {
  try {
    readlinkSync(link);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EACCES';
  }
}

/** Undefined for a process that has ended, or that belongs to another user. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
