import * as z from 'zod';
import type { Leaf } from './leaf.ts';

/** Configuration of a device's own: lines, or the path of a file. */
export function ownLinesForm(leaf: Leaf) {
  const own = (description: string) =>
    leaf(
      z
        .union([
          z.string().min(1),
          z.strictObject({
            file: leaf(z.string().min(1), '').describe(
              'Path of the file, in the folder of the lab file or below.',
            ),
          }),
        ])
        .optional(),
      undefined,
    ).describe(description);
  return {
    frr: own(
      'Lines of its own for bgpd, after those of the lab; or { file: PATH }, a file beside the lab file that stands in place of the whole bgpd.conf.',
    ),
    swanctl: own(
      'Lines of its own in each of its connections in swanctl.conf, after those of the lab; or { file: PATH }, a file beside the lab file that stands in place of the whole swanctl.conf.',
    ),
  };
}
