import { Command } from '@commander-js/extra-typings';
import { formatProblems } from '../../definition/problems/format-problems.ts';
import { profileNamed } from '../../definition/profile.ts';
import { readLab } from '../../run/lab-file.ts';
import { buildTopology } from '../../topology/build-topology.ts';
import { print, tell } from '../print.ts';

export const validate = new Command('validate')
  .summary('check a lab file without running anything')
  .description(
    'Checks a lab file against the schema and the rules of Azure, and shows everything that is wrong with it.',
  )
  .argument('<lab>', 'name of a lab, or path of a lab file')
  .action(async (name) => {
    const { definition, warnings, file } = await readLab(name);
    if (warnings.length > 0) tell(formatProblems(warnings));
    const { nodes, tunnels, sessions } = buildTopology(definition, profileNamed('azure'));
    print(
      `${file} is valid: ${nodes.length} nodes, ${tunnels.length} tunnels, ${sessions.length} BGP sessions.`,
    );
  });
