import { Command } from '@commander-js/extra-typings';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { parametersText } from '../../definition/fault-parameters.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { readRecords, recordKeeper, type UndoRecord } from '../../lab/faults/undo-records.ts';
import { requirementsOf } from '../../lab/redundancy/requirements.ts';
import { containerOf, recordOf } from '../../lab/running-labs.ts';
import { askNodes } from '../../lab/status/ask-nodes.ts';
import { missingFrom } from '../../lab/status/missing-from.ts';
import { statusTables } from '../../report/terminal/status-tables.ts';
import { faultText } from '../../report/words/fault-text.ts';
import { selectLab } from '../../run/live/select-lab.ts';
import { options } from '../options.ts';
import { json, print } from '../print.ts';

export const inspect = new Command('inspect')
  .alias('ps')
  .summary('show the tunnels, BGP sessions and routes of a lab')
  .description(
    'Asks every node of a lab for its tunnels, BGP sessions and routes. Exits with 4 when something is missing for full redundancy.',
  )
  .argument('<lab>', 'name or id')
  .addOption(options.format('table', 'json'))
  .action(async (name, { format }) => {
    const { engine } = await findEngine();
    const lab = await selectLab(engine, name);
    const { topology, profile, dataplane } = await recordOf(engine, lab);
    const find = (node: string) => containerOf(engine, lab, node);
    const nodes = await askNodes(topology, find);
    const missing = missingFrom(requirementsOf(topology), nodes);
    const keeper = find(recordKeeper({ topology }));
    const faults = keeper ? await readRecords(keeper) : [];
    const about = { id: lab.id, lab: lab.name, profile: profile.name, dataplane };
    print(
      format === 'json'
        ? json({ ...about, complete: missing.length === 0, missing, faults: faults.map(faultOf), nodes })
        : statusTables(nodes, missing, faults.map(inWords)),
    );
    if (missing.length > 0) process.exitCode = exitCodes['lab-not-ready'].code;
  });

const faultOf = ({ fault, target, parameters, recordedAt }: UndoRecord) => ({
  fault,
  target,
  with: parameters,
  recordedAt,
});

const inWords = ({ parameters, ...record }: UndoRecord): string =>
  faultText({ ...record, parameters: parametersText(parameters) });
