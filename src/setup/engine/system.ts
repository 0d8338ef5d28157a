import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The machine that this runs on, as far as set-up has to know it. A value, so that a test can make one up. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  /** Undefined where there are no user ids. */
  readonly userId: number | undefined;
  /** ID and ID_LIKE of os-release(5); empty where there is none. */
  readonly distributions: readonly string[];
  /** Whether systemd is the init system: sd_booted(3). */
  readonly systemd: boolean;
  readonly path: readonly string[];
}

export function thisSystem(): System {
  return {
    platform: process.platform,
    architecture: process.arch,
    userId: process.getuid?.(),
    distributions: parseOsRelease(textOf('/etc/os-release')),
    systemd: existsSync('/run/systemd/system'),
    // Not everybody's path has the places where Debian keeps what only root can use, such as dockerd.
    path: [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'],
  };
}

export function isRoot({ userId }: System): boolean {
  return userId === 0;
}

/** Debian, Ubuntu, and what says that it is like them. */
export function isDebian({ platform, distributions }: System): boolean {
  return platform === 'linux' && distributions.some((name) => name === 'debian' || name === 'ubuntu');
}

/** Whether a program is installed. */
export function hasCommand({ path }: System, name: string): boolean {
  return path.some((directory) => directory !== '' && isExecutable(join(directory, name)));
}

/** The names by which a distribution goes, its own first. */
export function parseOsRelease(text: string): string[] {
  const value = (key: string) => {
    const line = text.split('\n').find((candidate) => candidate.startsWith(`${key}=`));
    return line?.slice(key.length + 1).replace(/^(["'])(.*)\1$/, '$2') ?? '';
  };
  return [value('ID'), ...value('ID_LIKE').split(' ')].filter((name) => name !== '');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
