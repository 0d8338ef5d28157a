import { chooseDataplane, dataplaneNeeds } from '../nodes/ipsec/choose.ts';
import { planNodes } from '../nodes/plan-nodes.ts';
import { describeTopology } from '../report/terminal/topology-text.ts';
import type { LabPlan } from '../run/prepare.ts';
import { buildTopology } from '../topology/build-topology.ts';

/** What would exist, and what every node would run, without asking an engine. */
export function dryRunText({ definition, profile, dataplane }: LabPlan): string {
  const topology = buildTopology(definition, profile);
  const needs = dataplaneNeeds(topology);
  const shown = chooseDataplane(dataplane, { esp: true }, needs);
  const files = planNodes(topology, shown).flatMap((plan) =>
    [...plan.files].map(([path, { content, secret }]) => {
      const text = secret ? '(the shared keys)\n' : content;
      return `\n==> ${plan.node}:${path} <==\n${text}`;
    }),
  );
  return [
    describeTopology(topology),
    ...(dataplane === 'auto' && !needs.clients && needs.selective === undefined
      ? [
          '\nThe dataplane depends on the engine; this is the kernel one (--dataplane userspace shows the other one).',
        ]
      : []),
    ...files,
  ]
    .map((part) => (part.endsWith('\n') ? part : `${part}\n`))
    .join('');
}
