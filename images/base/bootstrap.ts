import { dirname } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { $ } from 'zx';
import { type DebianRelease, debianRelease } from '../../src/setup/images/debian-release.ts';

export type DebianArchitecture = 'amd64' | 'arm64';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** For machines that do not reach deb.debian.org. */
const mirror = process.env.SWITCHOVER_DEBIAN_MIRROR ?? 'http://deb.debian.org';

/** Stays excluded in the image, so that packages which are installed into it later do not bring these files either. */
const excluded = ['doc', 'groff', 'info', 'linda', 'lintian', 'locale', 'man'];

const options = [
  '--variant=minbase',
  // A merged /usr from the start. Otherwise a package is installed that merges it, and all of Perl with it.
  '--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr',
  '--include=usr-is-merged',
  ...excluded.map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
  // Licences have to stay.
  '--dpkgopt=path-include=/usr/share/doc/*/copyright',
  '--aptopt=Acquire::Languages "none"',
  '--aptopt=APT::Install-Recommends "false"',
  '--aptopt=APT::Install-Suggests "false"',
  // Files of the excluded folders that were unpacked before dpkg knew the exclusions.
  '--customize-hook=rm -rf "$1"/usr/share/locale/* "$1"/usr/share/man/* "$1"/var/log/*.log "$1"/var/log/apt/*',
];

const sourcesOf = (release: DebianRelease): string[] => [
  source('debian', release),
  source('debian', `${release}-updates`),
  source('debian-security', `${release}-security`),
];

/**
 * Root gives mmdebstrap its own processes and mounts, which the kernel removes together with the first process:
 * mmdebstrap does not end at a signal while it waits for a mirror. For other users it makes such namespaces itself.
 */
const alone = process.getuid?.() === 0 ? ['unshare', '--mount-proc', '--pid', '--fork', '--kill-child'] : [];

/** What kind of root file system is made. */
export interface BootstrapRequest {
  readonly release: DebianRelease;
  readonly architecture: DebianArchitecture;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes the root file system that Debian publishes as debian:RELEASE-slim, from Debian's packages, as a tar archive.
 * mmdebstrap works in the folder of the archive, and ends with this process, however that ends.
 *
 * @throws {ProcessOutput} of zx when it fails
 */
export async function bootstrap(
  archive: string,
  { release, architecture, signal }: BootstrapRequest,
): Promise<void> {
  const run = $({
    quiet: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: dirname(archive) },
    ...(signal && { signal }),
  });
  signal?.throwIfAborted();
  // The shell becomes setpriv: the death signal is bound to the parent, which has to be this process.
  const making = run`exec setpriv --pdeathsig KILL ${alone} \
    mmdebstrap ${options} --architectures=${architecture} ${release} ${archive} ${sourcesOf(release)}`;
  // zx itself sends SIGTERM, whatever its killSignal, and unshare blocks that.
  const kill = () => making.child?.kill('SIGKILL');
  signal?.addEventListener('abort', kill);
  try {
    await making;
  } finally {
    signal?.removeEventListener('abort', kill);
  }
}

/** A line for sources.list. The image has the keyring in the same place as the machine that makes it. */
function source(archive: string, distribution: string): string {
  return `deb [signed-by=${keyring}] ${mirror}/${archive} ${distribution} main`;
}

/** By hand: `TSX_DISABLE_CACHE=1 node --import tsx images/base/bootstrap.ts rootfs.tar [amd64|arm64]`. */
if (argv[1] === fileURLToPath(import.meta.url)) {
  const [archive, architecture = process.arch === 'arm64' ? 'arm64' : 'amd64'] = argv.slice(2);
  if (archive === undefined || (architecture !== 'amd64' && architecture !== 'arm64')) {
    console.error('usage: bootstrap.ts rootfs.tar [amd64|arm64]');
    process.exit(2);
  }
  await bootstrap(archive, { release: debianRelease(), architecture });
}
