import { join } from 'node:path';
import test from 'ava';
import { errorValue } from '../../../src/base/errors/error-value.ts';
import { startDaemon } from '../../../src/setup/engine/start-docker.ts';
import { pretendPrograms } from '../pretend-programs.ts';

test('the error of a daemon that ends at once says how it ended, with its last words', async (t) => {
  const folder = await pretendPrograms(t, {
    'no-daemon': 'echo "called with $@"; echo "no permission" >&2; exit 3',
  });
  const starting = startDaemon({
    program: ['env', 'no-daemon'],
    socket: join(folder, 'docker.sock'),
    logFile: join(folder, 'a log'),
    arguments: ['--label', "it's one"],
  });
  const { exitCode, message } = errorValue(await t.throwsAsync(starting));
  t.is(exitCode, 5);
  t.is(
    message,
    'Docker Engine is installed but could not be started: dockerd ended with 3. A container that is not privileged, for ' +
      `one, cannot run it. Its last words:\n  called with --host unix://${folder}/docker.sock --label it's one\n  no permission`,
  );
});
