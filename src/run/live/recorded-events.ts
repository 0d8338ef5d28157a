import type { RecordedEvent } from '../../azure-view/logs/recorded-event.ts';
import type { Engine } from '../../engine/engine.ts';
import { labels } from '../../engine/ownership/labels.ts';
import type { RunningLab } from '../../lab/running-labs.ts';
import type { NodeStatus } from '../../lab/status/node-status.ts';
import { parseAgentLine } from '../../observations/events/parse-agent-line.ts';
import { instancesOf } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';

/**
 * What the gateway instances of a lab that is up have logged so far. An instance that was replaced has lost its earlier
 * log with its container.
 *
 * @param statuses of any node: they say how the kernel's clock and that on the wall belong together
 */
export async function recordedEvents(
  engine: Engine,
  lab: RunningLab,
  { topology, statuses }: { readonly topology: Topology; readonly statuses: readonly NodeStatus[] },
): Promise<RecordedEvent[]> {
  const clock = statuses.find(({ clock: { utcMs } }) => utcMs > 0)?.clock;
  if (!clock) return [];
  const names = instancesOf(topology).map(({ name }) => name);
  const logs = await Promise.all(
    lab.containers.map(async (summary) => {
      const node = summary.labels[labels.node] ?? '';
      if (!names.includes(node)) return [];
      const lines: string[] = [];
      const log = await engine.container(summary).log(({ line }) => lines.push(line), { follow: false });
      await log.done;
      return lines.flatMap((line) => parseAgentLine(node, line) ?? []);
    }),
  );
  return logs.flat().map((event) => ({ utcMs: clock.utcMs + (event.time - clock.monotonicNs) / 1e6, event }));
}
