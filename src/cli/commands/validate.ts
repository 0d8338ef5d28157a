import { Command } from '@commander-js/extra-typings';
import { counted } from '../../base/counted.ts';
import { formatProblems } from '../../definition/problems/format-problems.ts';
import { profileNamed } from '../../definition/profile.ts';
import { reachText } from '../../report/terminal/reach-text.ts';
import { readLab } from '../../run/lab-file.ts';
import { buildTopology } from '../../topology/build-topology.ts';
import { reachability } from '../../topology/reach/reachability.ts';
import { options } from '../options.ts';
import { json, print, tell } from '../print.ts';

export const validate = new Command('validate')
  .summary('check a lab file without running anything')
  .description(
    'Checks a lab file against the schema and the rules of Azure, and shows everything that is wrong with it. Then it prints which virtual machines, hosts and clients reach which and over which connections, and why the others do not.',
  )
  .argument('<lab>', 'name of a lab, or path of a lab file')
  .addOption(options.format('table', 'json'))
  .action(async (name, { format }) => {
    const { definition, warnings, file } = await readLab(name);
    const topology = buildTopology(definition, profileNamed('azure'));
    const { nodes, tunnels, sessions } = {
      nodes: topology.nodes.length,
      tunnels: topology.tunnels.length,
      sessions: topology.sessions.length,
    };
    const reach = reachability(topology);
    if (format === 'json')
      return print(json({ file, nodes, tunnels, sessions, warnings, reachability: reach }));
    if (warnings.length > 0) tell(formatProblems(warnings));
    print(
      `${file} is valid: ${counted(nodes, 'node')}, ${counted(tunnels, 'tunnel')}, ${counted(sessions, 'BGP session')}.`,
    );
    if (reach.pairs.length > 0) print(`\n${reachText(reach)}`);
  });
