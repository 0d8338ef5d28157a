import { shown } from '../../../base/quote.ts';
import type { Definition } from '../../definition.ts';
import { type OwnLines, type OwnProgram, objectionToOwn, ownPrograms } from '../../own-lines.ts';
import type { Path } from '../../sources/path.ts';
import { placedDevices } from '../connections/ends.ts';
import type { Breach, Rule } from '../rule.ts';

/** What a device has of its own, with its place. */
export interface PlacedOwnLines {
  readonly device: string;
  readonly program: OwnProgram;
  readonly own: OwnLines;
  readonly path: Path;
}

/** What the devices of a lab have of their own. */
export const placedOwnLines = (definition: Definition): PlacedOwnLines[] =>
  placedDevices(definition).flatMap(({ value: device, path }) =>
    ownPrograms.flatMap((program) => {
      const own = device[program];
      return own ? [{ device: device.name, program, own, path: [...path, program] }] : [];
    }),
  );

export const ownLinesThatBreak: Rule = {
  name: 'own-lines-not-possible',
  severity: 'error',
  source: 'The interface, the addresses and the routes of a tunnel are made by a script of the lab.',
  *check(definition) {
    for (const placed of placedOwnLines(definition)) yield* breachOf(placed);
  },
};

/** The breach of {@link ownLinesThatBreak} by these lines. */
export function breachOf({ device, program, own, path }: PlacedOwnLines): Breach[] {
  const objection = objectionToOwn(program, own);
  if (objection === undefined) return [];
  return [
    {
      path,
      message: `The lines of ${shown(device)} for ${program} ${objection}.`,
      advice: 'Leave that line out; `run LAB --dry-run` prints what the lab itself configures.',
    },
  ];
}
