import { type LabLimit, labLimits } from '../../definition/lab-limits.ts';
import { plain, table } from './table.ts';

/** How large a lab may be, and why not larger. */
export const labLimitsReference = (): string =>
  table([
    ['', 'at most', 'why'],
    ...Object.values<LabLimit>(labLimits).map(({ what, most, reason }) => [
      plain(what),
      String(most),
      plain(reason),
    ]),
  ]);
