import { z } from 'zod';
import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { Lab } from '../lab/lab.ts';
import type { DirectionName } from '../topology/direction.ts';
import type { Passage } from './passages.ts';

/** A window in which the kernel drops passing packets, in nanoseconds of CLOCK_MONOTONIC. */
export interface DropWindow {
  readonly start: bigint;
  readonly lengthNs: bigint;
  readonly port: number;
}

/** Packets that the kernels dropped, by direction. */
export type Dropped = Readonly<Record<DirectionName, number>>;

const report = z.object({ dropped: z.array(z.number()) });

/**
 * Makes every passage drop UDP packets to a port during a window, and counts them. Returns after the window.
 *
 * @throws SwitchoverError (nothing-measured) when a kernel learned of the window too late, or its clock was changed
 * meanwhile
 */
export async function dropDuring(
  lab: Lab,
  passages: readonly Passage[],
  { start, lengthNs, port }: DropWindow,
): Promise<Dropped> {
  const nodes = [...new Set(passages.map(({ node }) => node))];
  const counts = await Promise.all(
    nodes.map(async (node) => {
      const own = passages.filter((passage) => passage.node === node);
      const { exitCode, stdout, stderr } = await lab
        .node(node)
        .container.exec([
          'switchover-window',
          ...['--start', String(start), '--length', String(lengthNs), '--port', String(port)],
          ...own.flatMap(({ device, direction }) => [direction === 'outward' ? '--out' : '--in', device]),
        ]);
      if (exitCode !== 0) {
        throw new SwitchoverError(
          'nothing-measured',
          `No outage could be injected at ${node}: ${stderr.trim()}.`,
        );
      }
      const { dropped } = report.parse(JSON.parse(stdout));
      return own.map(({ direction }, index) => ({ direction, packets: dropped[index] ?? 0 }));
    }),
  );
  const total = (name: DirectionName) =>
    counts.flat().reduce((sum, { direction, packets }) => sum + (direction === name ? packets : 0), 0);
  return { outward: total('outward'), return: total('return') };
}
