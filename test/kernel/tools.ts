import { SwitchoverError } from '../../src/base/errors/switchover-error.ts';
import type { Progress } from '../../src/base/progress.ts';
import { aptInstall } from '../../src/setup/engine/apt.ts';
import { hasCommand, isDebian, isRoot, thisSystem } from '../../src/setup/engine/system.ts';

/** Programs that make and run a guest, and the packages of Debian and Ubuntu that have them. */
const tools: Readonly<Record<string, readonly string[]>> = {
  'qemu-system-x86_64': ['qemu-system-x86'],
  mmdebstrap: ['mmdebstrap', 'debian-archive-keyring'],
  'mkfs.ext4': ['e2fsprogs'],
  dockerd: ['docker.io'],
  setpriv: ['util-linux'],
};

/**
 * Installs the programs that make and run a guest, if they are missing.
 *
 * @throws SwitchoverError (environment) if this machine cannot make a guest
 */
export async function ensureTools(progress: Progress): Promise<void> {
  const system = thisSystem();
  if (system.architecture !== 'x64')
    throw new SwitchoverError(
      'environment',
      `The guest is an x86-64 machine, and this one is ${system.architecture}.`,
    );
  // The disks contain device files and files of other users.
  if (!isRoot(system)) throw new SwitchoverError('environment', 'Only root can make the guest.');
  const missing = Object.entries(tools).filter(([command]) => !hasCommand(system, command));
  if (missing.length === 0) return;
  if (!isDebian(system)) {
    const commands = missing.map(([command]) => command).join(', ');
    throw new SwitchoverError('environment', `To make and run the guest, this system lacks ${commands}.`);
  }
  await aptInstall(
    missing.flatMap(([, packages]) => packages),
    progress,
  );
}
