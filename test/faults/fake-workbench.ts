import { type ProfileName, profileNamed } from '../../src/definition/profile.ts';
import type { Workbench } from '../../src/faults/kit/workbench.ts';
import type { DataplaneName } from '../../src/nodes/ipsec/dataplane.ts';
import type { NodeEvent } from '../../src/observations/events/node-event.ts';
import type { Topology } from '../../src/topology/topology.ts';

interface Settings {
  readonly dataplane?: DataplaneName;
  readonly profile?: ProfileName;
  readonly netem?: boolean;
  /** What every script prints; the default is what a drain prints. */
  readonly answer?: string;
  readonly events?: readonly NodeEvent[];
  readonly exitCode?: number;
  /** Nodes that do not run. */
  readonly dead?: readonly string[];
}

/** A workbench without a lab: it notes what a fault wants done, each time with a title and the text of the script. */
export function fakeWorkbench(
  topology: Topology,
  { dataplane = 'userspace', profile = 'azure', netem = true, answer = '1000\n', ...settings }: Settings = {},
): Workbench & { readonly done: readonly string[] } {
  const done: string[] = [];
  const moment = { lower: 1000, upper: 1001 };
  const note = (title: string, text = '') => done.push(text === '' ? `${title}\n` : `${title}:\n${text}\n`);
  return {
    done,
    topology,
    profile: profileNamed(profile),
    dataplane,
    kernel: { netem },
    runs: (node) => !settings.dead?.includes(node),
    nodeWith: ({ nodes: [first] }) => first,
    events: settings.events ?? [],
    async run(node, script) {
      note(`run on ${node}`, script);
      return answer;
    },
    async timed(node, script, next) {
      note(`run on ${node}, between two stamps`, script);
      if (next !== undefined) note(`and then`, next);
      return moment;
    },
    async changeFilter(node, { prepare, apply }) {
      note(`prepare the packet filter of ${node}`, prepare.trim());
      note(`change the packet filter of ${node}`, apply.trim());
      return moment;
    },
    async wait(missing) {
      return settings.events ? missing() : [];
    },
    expectEnd(node) {
      note(`expect the end of ${node}`);
    },
    expectExits(node, programs) {
      note(`expect that ${programs.join(', ')} of ${node} end`);
    },
    async kill(node) {
      note(`kill ${node}`);
    },
    async stateOf() {
      return { running: settings.exitCode === undefined, exitCode: settings.exitCode ?? 0 };
    },
  };
}
