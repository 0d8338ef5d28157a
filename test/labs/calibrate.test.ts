import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { calibrationSchema } from '../../src/calibration/calibration.ts';
import { switchover, temporaryFolder } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';

test.before(realEngine);

/** CI runs on machines that do other things as well; the target itself is for `switchover calibrate` by hand. */
const marginMs = 40;

test('outages of known length are measured as long as they were', async (t) => {
  const folder = await temporaryFolder(t);
  const { stdout, stderr } = await switchover([
    ...['calibrate', '--quick', '--undisturbed', '3', '--margin', String(marginMs)],
    ...['--flows', '16', '--calibrations', folder],
  ]);
  const [file] = await readdir(folder);
  t.truthy(file, stderr);
  const calibration = calibrationSchema.parse(JSON.parse(await readFile(join(folder, file ?? ''), 'utf8')));
  const cut = calibration.injected.filter(({ paths }) => paths.length > 0);
  t.is(cut.length, 12, 'three lengths, one path and all, both ways');
  for (const one of cut) {
    const what = JSON.stringify(one);
    t.is(one.flowsHit, one.flowsOnPaths, what);
    t.true(one.flowsHit > 0, what);
    t.true(Math.abs(one.pooled?.errorMs ?? 1e9) <= calibration.intervalMs + marginMs, what);
    // The kernel counts exactly what it drops; a machine that is too busy loses some packets beside that.
    t.true(one.dropped > 0 && one.lost >= one.dropped, what);
  }
  for (const one of calibration.injected.filter(({ extent }) => extent === 'no path')) {
    t.deepEqual([one.flowsHit, one.dropped], [0, 0], JSON.stringify(one));
  }
  t.regex(stdout, /^Undisturbed for 3 s: /m);
});
