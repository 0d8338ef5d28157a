import { $, type ProcessOutput } from 'zx';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { notYet, ready, until } from '../../base/until.ts';
import type { Progress } from '../../engine/images/progress.ts';

/** How long another apt, such as unattended-upgrades, may hold its locks. */
const lockSeconds = 120;
const lastLineCount = 15;

/**
 * Installs packages of the distribution, without what they merely recommend. Needs root.
 *
 * @throws SwitchoverError (environment) with apt's last words
 */
export async function aptInstall(packages: readonly string[], progress: Progress): Promise<void> {
  progress(`Installing ${packages.join(' and ')} with apt-get`);
  await updateLists(progress);
  const options = ['-y', '--no-install-recommends', '-o', `DPkg::Lock::Timeout=${lockSeconds}`];
  const result = await apt(['install', ...options, ...packages]);
  if (result.exitCode !== 0) {
    throw new SwitchoverError(
      'environment',
      `apt-get could not install ${packages.join(' and ')}. Its last words:\n${lastWords(result)}`,
    );
  }
}

/** One list that cannot be had need not be one that matters: what is missing shows when packages are installed. */
async function updateLists(progress: Progress): Promise<void> {
  const result = await until(
    'Waiting for the lock of apt-get update',
    async () => {
      const update = await apt(['update']);
      // DPkg::Lock::Timeout does not hold for the lists.
      const locked = update.exitCode !== 0 && update.stderr.includes('Could not get lock');
      return locked ? notYet(update.stderr.trim()) : ready(update);
    },
    { kind: 'environment', timeoutMs: lockSeconds * 1000, intervalMs: 1000 },
  );
  if (result.exitCode !== 0) progress(`apt-get update had trouble:\n${lastWords(result)}`);
}

function apt(args: readonly string[]): Promise<ProcessOutput> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  return $({ env, quiet: true, nothrow: true, stdio: ['ignore', 'pipe', 'pipe'] })`apt-get ${[...args]}`;
}

function lastWords({ stdout, stderr }: ProcessOutput): string {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return lines
    .slice(-lastLineCount)
    .map((line) => `  ${line}`)
    .join('\n');
}
