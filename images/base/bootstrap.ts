import { dirname } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { ExecaError, execa } from 'execa';

export type DebianArchitecture = 'amd64' | 'arm64';

const suite = 'bookworm';
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Whoever has no way to deb.debian.org either has a mirror of their own: SWITCHOVER_DEBIAN_MIRROR. */
const mirror = process.env.SWITCHOVER_DEBIAN_MIRROR ?? 'http://deb.debian.org';

/** Kept in the image, so that nothing that is installed into it later brings documentation or translations either. */
const excluded = ['doc', 'groff', 'info', 'linda', 'lintian', 'locale', 'man'];

/** mmdebstrap failed; the message is its last words. */
export class BootstrapError extends Error {
  override readonly name = 'BootstrapError';
}

const lastLineCount = 15;

const isRoot = process.getuid?.() === 0;
/**
 * Processes and mounts of their own, which the kernel takes away with the first of them: mmdebstrap does not end at a
 * signal while it waits for a mirror. For others than root it makes such namespaces itself.
 */
const alone = ['unshare', '--mount-proc', '--pid', '--fork', '--kill-child'];

/**
 * Makes the root file system that Debian publishes as debian:bookworm-slim, from Debian's packages, as a tar archive.
 * What mmdebstrap needs meanwhile is in the archive's folder, and it ends with this process, however that ends.
 *
 * @param signal ends it
 * @throws BootstrapError when it fails
 */
export async function bootstrap(
  archive: string,
  architecture: DebianArchitecture,
  signal?: AbortSignal,
): Promise<void> {
  const options = [
    '--variant=minbase',
    `--architectures=${architecture}`,
    // A /usr that is merged from the start; otherwise a package comes along that merges it, and all of Perl with it.
    '--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr',
    '--include=usr-is-merged',
    ...excluded.map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
    // Licences have to come along.
    '--dpkgopt=path-include=/usr/share/doc/*/copyright',
    '--aptopt=Acquire::Languages "none"',
    '--aptopt=APT::Install-Recommends "false"',
    '--aptopt=APT::Install-Suggests "false"',
    // What of the excluded folders was there before dpkg came to know of it.
    '--customize-hook=rm -rf "$1"/usr/share/locale/* "$1"/usr/share/man/* "$1"/var/log/*.log "$1"/var/log/apt/*',
  ];
  const sources = [
    source('debian', suite),
    source('debian', `${suite}-updates`),
    source('debian-security', `${suite}-security`),
  ];
  try {
    const mmdebstrap = ['mmdebstrap', ...options, suite, archive, ...sources];
    await execa('setpriv', ['--pdeathsig', 'KILL', ...(isRoot ? alone : []), ...mmdebstrap], {
      stdin: 'ignore',
      env: { TMPDIR: dirname(archive) },
      killSignal: 'SIGKILL',
      ...(signal && { cancelSignal: signal }),
    });
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    const lines = (error.stderr || error.shortMessage).trimEnd().split('\n');
    throw new BootstrapError(lines.slice(-lastLineCount).join('\n'));
  }
}

/** A line for sources.list. The image has the keyring in the same place as the machine that makes it. */
function source(archive: string, distribution: string): string {
  return `deb [signed-by=${keyring}] ${mirror}/${archive} ${distribution} main`;
}

/** By hand: `npx tsx images/base/bootstrap.ts rootfs.tar [amd64|arm64]`. */
if (argv[1] === fileURLToPath(import.meta.url)) {
  const [archive, architecture = process.arch === 'arm64' ? 'arm64' : 'amd64'] = argv.slice(2);
  if (archive === undefined || (architecture !== 'amd64' && architecture !== 'arm64')) {
    console.error('usage: bootstrap.ts rootfs.tar [amd64|arm64]');
    process.exit(2);
  }
  await bootstrap(archive, architecture);
}
