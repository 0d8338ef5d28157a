import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { RunResult } from '../../../src/analysis/run-result.ts';
import { resultFormat } from '../../../src/run/folder/formats.ts';
import { Measurements } from '../../../src/workshop/live/measurements.ts';
import { recovered } from '../../batches/suite/run-results.ts';
import { runResult } from '../../report/run-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const lab = { id: 'dual-redundancy-20261122-211000-aaaa', name: 'dual-redundancy' };

async function saved(runs: string, id: string, broughtUpBy: string): Promise<void> {
  const { run, ...rest } = runResult(recovered);
  const result: RunResult = { ...rest, run: { ...run, id, broughtUpBy } };
  await mkdir(join(runs, id), { recursive: true });
  await writeFile(join(runs, id, 'result.json'), resultFormat.write(result));
}

test('the measurements of a lab are those of its runs, with what was expected, also after a restart', async (t) => {
  const runs = await temporaryFolder(t);
  await saved(runs, 'dual-redundancy-1', lab.id);
  await saved(runs, 'dual-redundancy-2', 'dual-redundancy-of-another-seat');
  await mkdir(join(runs, 'dual-redundancy-3'));
  await new Measurements(runs, lab).begin('dual-redundancy-1', { outwardSeconds: 3, returnSeconds: null });
  const { list, results } = await new Measurements(runs, lab).all();
  t.deepEqual(
    list.map(({ id }) => id),
    ['dual-redundancy-1'],
  );
  t.is(results.length, 1);
  t.like(list[0], {
    fault: 'instance-crash',
    target: 'vnet1gw-0',
    report: '/api/runs/dual-redundancy-1/report.html',
  });
  t.deepEqual(
    list[0]?.directions.map(({ predictedSeconds }) => predictedSeconds),
    [3, null],
  );
  const [outward] = list[0]?.directions ?? [];
  t.true((outward?.longestOutageMs ?? 0) > 0);
});

test('only a file of a run of this lab has a path', async (t) => {
  const runs = await temporaryFolder(t);
  await saved(runs, 'dual-redundancy-1', lab.id);
  await saved(runs, 'dual-redundancy-2', 'dual-redundancy-of-another-seat');
  const measurements = new Measurements(runs, lab);
  t.is(
    await measurements.fileOf('dual-redundancy-1', 'report.html'),
    join(runs, 'dual-redundancy-1', 'report.html'),
  );
  t.is(await measurements.fileOf('dual-redundancy-2', 'report.html'), undefined);
  t.is(await measurements.fileOf('../dual-redundancy-1', 'report.html'), undefined);
});

test('a trial that has begun and is not over was interrupted', async (t) => {
  const runs = await temporaryFolder(t);
  for (const id of ['dual-redundancy-1', 'dual-redundancy-2']) await mkdir(join(runs, id));
  const measurements = new Measurements(runs, lab);
  await measurements.begin('dual-redundancy-1', undefined);
  await measurements.begin('dual-redundancy-2', undefined);
  await measurements.end('dual-redundancy-1');
  t.deepEqual(await measurements.interrupted(), ['dual-redundancy-2']);
  t.deepEqual(await new Measurements(runs, { ...lab, id: 'another' }).interrupted(), []);
});
