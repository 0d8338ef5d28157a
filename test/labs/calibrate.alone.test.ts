import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { calibrationFormat } from '../../src/calibration/saved-calibration.ts';
import { switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test.before(realEngine);

/** Wide, because CI machines have other work to do. `switchover calibrate` by hand uses the real margin. */
const marginMs = 40;

test('the measured length of an outage is its known length', async (t) => {
  const folder = await temporaryFolder(t);
  const { stdout, stderr } = await switchover([
    ...['calibrate', '--quick', '--undisturbed', '3', '--margin', String(marginMs)],
    ...['--flows', '16', '--calibrations', folder],
  ]);
  const [file] = await readdir(folder);
  t.truthy(file, stderr);
  const calibration = await calibrationFormat.readFile(join(folder, file ?? ''));
  const cut = calibration.injected.filter(({ paths }) => paths.length > 0);
  t.is(cut.length, 12, 'three lengths, one path and all, both ways');
  for (const one of cut) {
    const what = JSON.stringify(one);
    t.is(one.flowsHit, one.flowsOnPaths, what);
    t.true(one.flowsHit > 0, what);
    t.true(Math.abs(one.pooled?.errorMs ?? 1e9) <= calibration.intervalMs + marginMs, what);
    // The kernel counts exactly what it drops. A busy machine loses some packets in addition.
    t.true(one.dropped > 0 && one.lost >= one.dropped, what);
  }
  for (const one of calibration.injected.filter(({ extent }) => extent === 'no path')) {
    t.deepEqual([one.flowsHit, one.dropped], [0, 0], JSON.stringify(one));
  }
  t.regex(stdout, /^Undisturbed for 3 s: /m);
});
