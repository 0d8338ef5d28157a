import { join } from 'node:path';
import test from 'ava';
import { switchover } from '../cli/switchover.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** One of the program's lessons that measures, and one with a hidden fault. All of them: `npm run test:lessons`. */
for (const lesson of ['first-look', 'hidden-fault']) {
  test(`dual-redundancy/${lesson} can be done in its lab`, async (t) => {
    t.timeout(500_000);
    const runs = join(await temporaryFolder(t), 'runs');
    const path = `labs/dual-redundancy/lessons/${lesson}`;
    const options = ['--rate', '25', '--tcp', '0', '--runs', runs];
    const { exitCode, stdout, stderr } = await switchover(['lesson', 'test', path, ...options], {}, 450_000);
    t.is(exitCode, 0, `${stdout}\n${stderr}`);
    t.regex(stdout, /ok {3}start over \(heal\)/);
  });
}
