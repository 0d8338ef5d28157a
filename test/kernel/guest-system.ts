import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Progress } from '../../src/base/progress.ts';
import { thisEnvironment } from '../../src/engine/connection/environment.ts';
import { contentHash, readSourceFolder } from '../../src/engine/images/source-folder.ts';
import { debianRelease } from '../../src/setup/images/debian-release.ts';
import { cached } from './cache.ts';
import { makeDisk } from './disk.ts';

/** What a guest boots from. Its data are on another disk. */
export interface GuestSystem {
  readonly kernel: string;
  readonly initialRamdisk: string;
  readonly rootDisk: string;
}

/** Debian 13 has Docker Engine 26, and Debian 12 has 20.10. */
const suite = debianRelease(thisEnvironment(), 'SWITCHOVER_GUEST_RELEASE', 'bookworm');
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** The same variable as for the base image (images/base/README.md). */
const mirror = process.env.SWITCHOVER_DEBIAN_MIRROR ?? 'http://deb.debian.org';
const packages = ['systemd-sysv', 'udev', 'docker.io', 'linux-image-cloud-amd64', 'initramfs-tools'];
/** Files that are copied before the packages are installed, which then keep that configuration. */
const ownFiles = fileURLToPath(new URL('guest/', import.meta.url));

const options = [
  '--quiet',
  '--variant=minbase',
  '--architectures=amd64',
  '--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr',
  `--include=usr-is-merged,${packages.join(',')}`,
  ...['doc', 'info', 'locale', 'man'].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
  '--dpkgopt=path-include=/usr/share/doc/*/copyright',
  '--dpkgopt=force-confold',
  '--dpkgopt=force-unsafe-io',
  '--aptopt=Acquire::Languages "none"',
  '--aptopt=APT::Install-Recommends "false"',
];

/** Size of the root disk in bytes. It is sparse: 0.5 GB are used. */
const diskBytes = 2 * 1024 ** 3;

/** Debian with its cloud kernel and Docker Engine, made once from Debian's packages, which takes a minute. */
export async function guestSystem(progress: Progress): Promise<GuestSystem> {
  const files = await readSourceFolder(ownFiles);
  const recipe = { content: JSON.stringify([suite, options, diskBytes]) };
  const hash = contentHash(
    new Map([
      ['files', files],
      ['recipe', new Map([['recipe', recipe]])],
    ]),
  );
  const folder = await cached(`system-${hash}`, (draft) => make(draft, progress), progress);
  return locate(folder);
}

const locate = (folder: string): GuestSystem => ({
  kernel: join(folder, 'vmlinuz'),
  initialRamdisk: join(folder, 'initrd.img'),
  rootDisk: join(folder, 'root.disk'),
});

async function make(draft: string, progress: Progress): Promise<void> {
  progress("Making the guest's system from Debian's packages, once; it takes about a minute");
  const root = join(draft, 'root');
  const source = (archive: string, distribution: string) =>
    `deb [signed-by=${keyring}] ${mirror}/${archive} ${distribution} main`;
  await mkdir(root);
  await execa('mmdebstrap', [
    ...options,
    `--essential-hook=cp --recursive --no-preserve=all '${ownFiles}'. "$1"`,
    suite,
    root,
    source('debian', suite),
    source('debian', `${suite}-updates`),
    source('debian-security', `${suite}-security`),
  ]);
  const { kernel, initialRamdisk, rootDisk } = locate(draft);
  await copyFile(await only(join(root, 'boot'), 'vmlinuz-'), kernel);
  await copyFile(await only(join(root, 'boot'), 'initrd.img-'), initialRamdisk);
  await makeDisk(rootDisk, root, diskBytes);
  await rm(root, { recursive: true });
}

async function only(folder: string, beginning: string): Promise<string> {
  const [name, ...others] = (await readdir(folder)).filter((entry) => entry.startsWith(beginning));
  if (name === undefined || others.length > 0)
    throw new Error(`There is not one ${beginning}* in ${folder}.`);
  return join(folder, name);
}
