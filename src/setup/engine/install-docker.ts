import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { withLock } from '../../base/files/with-lock.ts';
import type { Progress } from '../../base/progress.ts';
import { engineAdvice } from '../doctor/advice.ts';
import { hasCommand, isDebian, isRoot, type System } from './system.ts';

/**
 * Starts Docker Engine, and installs it first from the packages of Debian or Ubuntu when it is missing. Needs root; does
 * not ask.
 *
 * @param denied there is an engine, but this user may not use it
 * @throws SwitchoverError (environment) that says what the user can do, when this cannot be done here
 */
export async function installDocker(system: System, denied: boolean, progress: Progress): Promise<void> {
  const dockerInstalled = hasCommand(system, 'dockerd');
  const canStart =
    system.platform === 'linux' &&
    isRoot(system) &&
    !system.confined &&
    (dockerInstalled || isDebian(system));
  if (!canStart) throw new SwitchoverError('environment', engineAdvice({ system, denied, dockerInstalled }));
  // Loaded only now: most runs find their engine and need neither.
  const [{ aptInstall }, { startDocker }] = await Promise.all([
    import('./apt.ts'),
    import('./start-docker.ts'),
  ]);
  await withLock('docker', { progress }, async () => {
    if (!hasCommand(system, 'dockerd')) {
      progress("No container engine was found: installing Docker Engine from this distribution's packages");
      await aptInstall(['docker.io', 'iptables'], progress);
    }
    await startDocker(system, progress);
  });
}
