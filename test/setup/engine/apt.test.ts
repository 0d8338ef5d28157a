import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { errorValue } from '../../../src/base/errors/error-value.ts';
import { aptInstall } from '../../../src/setup/engine/apt.ts';
import { pretendPrograms } from '../pretend-programs.ts';

const silent = () => {};

test.serial('the lists are updated, then packages are installed without recommended ones', async (t) => {
  const folder = await pretendPrograms(t, {
    'apt-get': 'echo "$DEBIAN_FRONTEND $@" >>"$(dirname "$0")/calls"',
  });
  const told: string[] = [];
  await aptInstall(['docker.io', 'iptables'], (line) => told.push(line));
  t.deepEqual(told, ['Installing docker.io and iptables with apt-get']);
  t.is(
    await readFile(join(folder, 'calls'), 'utf8'),
    'noninteractive update\n' +
      'noninteractive install -y --no-install-recommends -o DPkg::Lock::Timeout=120 docker.io iptables\n',
  );
});

test.serial(
  'another apt that holds the lock too long is an error of the environment, not a bug',
  async (t) => {
    await pretendPrograms(t, {
      'apt-get':
        'echo "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)" >&2; exit 100',
    });
    const error = await t.throwsAsync(aptInstall(['docker.io'], silent, 0.1));
    t.like(errorValue(error), {
      kind: 'environment',
      exitCode: 5,
      message:
        'Waiting for the lock of apt-get update took longer than 0.1 s; E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get).',
    });
  },
);

test.serial('a list that cannot be fetched is reported, and the installation goes on', async (t) => {
  await pretendPrograms(t, {
    'apt-get': '[ "$1" = install ] || { echo "E: The repository is gone" >&2; exit 100; }',
  });
  const told: string[] = [];
  await aptInstall(['docker.io'], (line) => told.push(line));
  t.is(told.at(-1), 'apt-get update had trouble:\n  E: The repository is gone');
});

test.serial('the error of a failed installation ends with the last words of apt', async (t) => {
  await pretendPrograms(t, {
    'apt-get': '[ "$1" = update ] || { seq 20; echo "E: Unable to locate package docker.io" >&2; exit 100; }',
  });
  const error = await t.throwsAsync(aptInstall(['docker.io'], silent));
  const { exitCode, message } = errorValue(error);
  t.is(exitCode, 5);
  t.true(message.startsWith('apt-get could not install docker.io. Its last words:\n  7\n'), message);
  t.true(message.endsWith('\n  20\n  E: Unable to locate package docker.io'), message);
});
