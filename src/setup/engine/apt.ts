import type { ProcessOutput } from 'zx';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Progress } from '../../base/progress.ts';
import { notYet, ready, until } from '../../base/until.ts';
import { lastWords, shell } from '../shell.ts';

/** How long another apt, such as unattended-upgrades, may hold its locks. */
const longestLockSeconds = 120;

/**
 * Installs packages of the distribution, without those that they only recommend. Needs root.
 *
 * @throws SwitchoverError (environment) with the last lines that apt wrote
 * @throws WaitError (environment) when another apt holds the lock too long
 */
export async function aptInstall(
  packages: readonly string[],
  progress: Progress,
  lockSeconds = longestLockSeconds,
): Promise<void> {
  const names = packages.join(' and ');
  progress(`Installing ${names} with apt-get`);
  await updateLists(progress, lockSeconds);
  const options = ['-y', '--no-install-recommends', '-o', `DPkg::Lock::Timeout=${lockSeconds}`];
  const result = await apt(['install', ...options, ...packages]);
  if (result.ok) return;
  throw new SwitchoverError(
    'environment',
    `apt-get could not install ${names}. Its last words:\n${lastWords(result)}`,
  );
}

/** A list that cannot be fetched may not matter: if it does, the installation of the packages fails. */
async function updateLists(progress: Progress, lockSeconds: number): Promise<void> {
  const look = async () => {
    const update = await apt(['update']);
    // DPkg::Lock::Timeout does not hold for the lists.
    const isLocked = !update.ok && update.stderr.includes('Could not get lock');
    return isLocked ? notYet(update.stderr.trim()) : ready(update);
  };
  const update = await until('Waiting for the lock of apt-get update', look, {
    kind: 'environment',
    timeoutMs: lockSeconds * 1000,
    intervalMs: 1000,
  });
  if (!update.ok) progress(`apt-get update had trouble:\n${lastWords(update)}`);
}

function apt(args: readonly string[]): Promise<ProcessOutput> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  return shell({ env })`apt-get ${args}`;
}
