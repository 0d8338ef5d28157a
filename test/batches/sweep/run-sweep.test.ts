import { join } from 'node:path';
import test from 'ava';
import { runSweep } from '../../../src/batches/sweep/run-sweep.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

test('a fault that cannot happen to the lab is refused before anything is started', async (t) => {
  const folder = await temporaryFolder(t);
  const steps: unknown[] = [];
  const sweep = (name: string, target?: string) =>
    runSweep(
      {
        lab: 'dual-redundancy',
        fault: { name, target, parameters: {} },
        vary: { dpd: [10, 20], bgp: [] },
        settings: {
          profile: 'fast',
          dataplane: 'auto',
          bringUpSeconds: 60,
          traffic: { flows: 16, rate: 10 },
          tcp: { connections: 0, timeoutSeconds: 1 },
          trials: 1,
          folders: { runs: join(folder, 'runs'), calibrations: folder },
        },
        jobs: 1,
      },
      {
        onStep: (step) => steps.push(step),
        signal: new AbortController().signal,
        textOf: () => undefined,
      },
    );
  await t.throwsAsync(sweep('instance-crash', 'nope'), {
    name: 'SwitchoverError',
    message: /^dual-redundancy has no node "nope"\./,
  });
  await t.throwsAsync(sweep('earthquake'), { message: 'There is no fault "earthquake".' });
  await t.throwsAsync(sweep('gateway-reset', 'Device1'), { message: /^device1 is not / });
  t.deepEqual(steps, []);
});
