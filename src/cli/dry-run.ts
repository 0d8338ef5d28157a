import { chooseDataplane } from '../nodes/ipsec/choose.ts';
import { planNodes } from '../nodes/plan-nodes.ts';
import { describeTopology } from '../report/terminal/topology-text.ts';
import type { LabRequest } from '../run/bring-up-lab.ts';
import { buildTopology } from '../topology/build-topology.ts';
import { print } from './print.ts';

/** Prints what would exist and what every node would run. Touches nothing, not even an engine. */
export function printDryRun({ definition, profile, dataplane }: LabRequest): void {
  const topology = buildTopology(definition, profile);
  const clients = topology.pointToSite.length > 0;
  const shown = chooseDataplane(dataplane, { esp: true }, { clients });
  print(describeTopology(topology));
  if (dataplane === 'auto' && !clients) {
    print(
      '\nThe dataplane depends on the engine; shown is the kernel one (--dataplane userspace shows the other).',
    );
  }
  for (const { node, files } of planNodes(topology, shown)) {
    for (const [path, { content, secret }] of files) {
      const text = secret ? '(the shared keys)\n' : content;
      print(`\n==> ${node}:${path} <==\n${text}`);
    }
  }
}
