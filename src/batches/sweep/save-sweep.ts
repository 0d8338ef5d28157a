import { join } from 'node:path';
import { writePrivately } from '../../base/files/private-file.ts';
import { pageAssets } from '../../report/html/assets.ts';
import { sweepPage } from './sweep-page.ts';
import { type SweepResult, sweepFormat } from './sweep-result.ts';

/** Saves a sweep in its folder: for programs, and as a page. */
export async function saveSweep(folder: string, sweep: SweepResult): Promise<void> {
  await writePrivately(join(folder, 'sweep.json'), sweepFormat.write(sweep));
  await writePrivately(join(folder, 'sweep.html'), sweepPage(sweep, await pageAssets('sweep')));
}
