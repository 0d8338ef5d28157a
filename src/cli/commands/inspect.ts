import type { Command } from 'commander';
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
import { options } from '../options.ts';
import { print } from '../print.ts';
import { selectLab } from '../select-lab.ts';

export function addInspect(program: Command): void {
  program
    .command('inspect')
    .alias('ps')
    .summary('show the tunnels, BGP sessions and routes of a lab')
    .description(
      'Asks every node of a lab for its tunnels, BGP sessions and routes. Exits with 4 when something is missing for full redundancy.',
    )
    .argument('<lab>', 'name or id')
    .addOption(options.format('table', 'json'))
    .action(inspect);
}

async function inspect(name: string, { format }: { readonly format: 'table' | 'json' }): Promise<void> {
  const { engine } = await findEngine();
  const lab = await selectLab(engine, name);
  const { topology, profile, dataplane } = await recordOf(engine, lab);
  const find = (node: string) => containerOf(engine, lab, node);
  const nodes = await askNodes(topology, find);
  const missing = missingFrom(requirementsOf(topology), nodes);
  const keeper = find(recordKeeper({ topology }));
  const faults = keeper ? await readRecords(keeper) : [];
  const { id } = lab;
  print(
    format === 'json'
      ? JSON.stringify(
          {
            id,
            lab: lab.name,
            profile: profile.name,
            dataplane,
            complete: missing.length === 0,
            missing,
            faults: faults.map(faultOf),
            nodes,
          },
          null,
          2,
        )
      : statusTables(nodes, missing, faults.map(inWords)),
  );
  if (missing.length > 0) process.exitCode = exitCodes['lab-not-ready'].code;
}

const faultOf = ({ fault, target, parameters, recordedAt }: UndoRecord) => ({
  fault,
  target,
  with: parameters,
  recordedAt,
});

const inWords = ({ parameters, ...record }: UndoRecord): string =>
  faultText({ ...record, parameters: parametersText(parameters) });
