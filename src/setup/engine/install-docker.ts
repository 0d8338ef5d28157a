import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { withLock } from '../../base/files/with-lock.ts';
import type { Progress } from '../../base/progress.ts';
import { engineAdvice } from '../doctor/advice.ts';
import { hasCommand, isDebian, isRoot, type System } from './system.ts';

/**
 * Gets an engine where there is none, if that can be done without asking: as root, by starting Docker Engine, or by
 * installing it from the packages of Debian or Ubuntu first.
 *
 * @param denied there is an engine that this user may not use
 * @throws SwitchoverError (environment) that says what to do where it cannot be done
 */
export async function installDocker(system: System, denied: boolean, progress: Progress): Promise<void> {
  const dockerInstalled = hasCommand(system, 'dockerd');
  const canStart = system.platform === 'linux' && isRoot(system) && (dockerInstalled || isDebian(system));
  if (!canStart) throw new SwitchoverError('environment', engineAdvice({ system, denied, dockerInstalled }));
  // Loaded only now: a run that finds its engine needs neither.
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
