import { textTable } from '../report/terminal/text-table.ts';
import { labNames, readLab } from '../run/lab-file.ts';

/** A lab that comes with the program. */
export interface KnownLab {
  readonly name: string;
  readonly summary: string;
  /** Those that `labs` runs in it. */
  readonly faults: readonly string[];
}

export async function knownLabs(): Promise<KnownLab[]> {
  return Promise.all(
    (await labNames()).map(async (name) => {
      const { summary, expect } = (await readLab(name)).definition;
      return { name, summary, faults: [...new Set(expect.map(({ fault }) => fault))] };
    }),
  );
}

/** Each lab in a line, and below it the faults for which it has expectations. */
export function labTable(labs: readonly KnownLab[]): string {
  return textTable(
    labs.map(({ name, summary, faults }) => [
      name,
      [summary, ...(faults.length > 0 ? [`  ${faults.join(', ')}`] : [])].join('\n'),
    ]),
  );
}
