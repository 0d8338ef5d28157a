import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What set-up has to know about this machine. A value, so that tests can pass their own. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  /** Undefined on systems without user ids. */
  readonly userId: number | undefined;
  /** Whether even root has no CAP_SYS_ADMIN, as in a container that is not privileged: no engine can run here. */
  readonly confined: boolean;
  /** ID and ID_LIKE of os-release(5); empty without that file. */
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
    confined: isConfined(textOf('/proc/self/status')),
    distributions: parseOsRelease(textOf('/etc/os-release')),
    systemd: existsSync('/run/systemd/system'),
    // The path of a user may lack the folders where Debian keeps programs for root, such as dockerd.
    path: [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'],
  };
}

export function isRoot({ userId }: System): boolean {
  return userId === 0;
}

/**
 * Whether no process that this one starts can get CAP_SYS_ADMIN.
 *
 * @param status of this process: proc(5)
 */
export function isConfined(status: string): boolean {
  const [, bounding] = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status) ?? [];
  return bounding !== undefined && (BigInt(`0x${bounding}`) & sysAdmin) === 0n;
}

/** CAP_SYS_ADMIN has the number 21: linux/capability.h. */
const sysAdmin = 1n << 21n;

/** Debian, Ubuntu, and distributions that declare to be like them. */
export function isDebian({ platform, distributions }: System): boolean {
  return platform === 'linux' && distributions.some((name) => name === 'debian' || name === 'ubuntu');
}

/** Whether a program is installed. */
export function hasCommand({ path }: System, name: string): boolean {
  return path.some((directory) => directory !== '' && isExecutable(join(directory, name)));
}

/** The names of a distribution, its own first. */
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
