import { middleOf } from '../../base/bracket.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import { processEndText } from '../../observations/events/process-end-text.ts';
import type { Observations } from '../../observations/observations.ts';
import type { Lane, PageEvent } from './page-model.ts';

/** Changes of one kind on one node within this time (ns) are one event: a routing table takes some time to change. */
const togetherNs = 20e6;

interface Said extends Pick<PageEvent, 'lane' | 'text' | 'sense'> {
  /** The plural: "5 routes". */
  readonly many: string;
}

/** The events of a trial for its timeline, oldest first: the faults, and what the nodes noticed. */
export function pageEvents(observations: Observations): PageEvent[] {
  const { fault, nodeEvents, window, redundancyRestored } = observations;
  const t0 = middleOf(observations.t0);
  const milliseconds = (time: number) => Math.round((time - t0) / 1e4) / 100;
  const inside = nodeEvents
    .filter(({ time }) => time >= window.from && time <= window.to)
    .toSorted((a, b) => a.time - b.time);
  const groups: { time: number; node: string; said: Said[] }[] = [];
  for (const event of inside) {
    const own = said(event);
    if (!own) continue;
    const group = groups.findLast(
      ({ node, said: [first] }) =>
        node === event.node && first?.lane === own.lane && first.sense === own.sense,
    );
    if (group && event.time - group.time <= togetherNs) group.said.push(own);
    else groups.push({ time: event.time, node: event.node, said: [own] });
  }
  return [
    ...faults(observations, milliseconds),
    ...groups.flatMap(({ time, node, said: [first, ...others] }): PageEvent[] =>
      first
        ? [
            {
              at: milliseconds(time),
              lane: first.lane,
              node,
              text: others.length === 0 ? first.text : `${others.length + 1} ${first.many}: ${first.text}, …`,
              sense: first.sense,
            },
          ]
        : [],
    ),
    ...(redundancyRestored === undefined
      ? []
      : [
          {
            at: milliseconds(redundancyRestored),
            lane: 'Fault' as const,
            node: fault.target,
            text: 'full redundancy',
            sense: 'up' as const,
          },
        ]),
  ].sort((a, b) => a.at - b.at);
}

/** The faults, and when each was undone. The first one defines T0. */
const faults = (
  { events }: Pick<Observations, 'events'>,
  milliseconds: (time: number) => number,
): PageEvent[] =>
  events.flatMap(({ fault, target, appliedAt, undoneAt }, index) => {
    const own = { lane: 'Fault', node: target } as const;
    const text = `${fault} of ${target}`;
    const at = index === 0 ? 0 : milliseconds(appliedAt.lower);
    return [
      { ...own, at, text, sense: 'down' as const },
      ...(undoneAt === undefined
        ? []
        : [{ ...own, at: milliseconds(undoneAt), text: `${text} is undone`, sense: 'up' as const }]),
    ];
  });

function said(event: NodeEvent): Said | undefined {
  switch (event.kind) {
    case 'ready':
      return line('Machines', 'the node runs', 'nodes', true);
    case 'failed':
      return line('Machines', `the node failed: ${processEndText(event.end)}`, 'nodes', false);
    case 'exit':
      return line('Machines', `${event.program} ended: ${processEndText(event.end)}`, 'daemons ended', false);
    case 'ike':
      return line('IKE', `IKE SA ${event.tunnel} ${upOrDown(event.up)}`, 'SAs', event.up);
    case 'child':
      return line('IKE', `child SA ${event.tunnel} ${upOrDown(event.up)}`, 'SAs', event.up);
    case 'bgp':
    case 'bfd': {
      const lane = event.kind === 'bgp' ? 'BGP' : 'BFD';
      const reason = event.reason === undefined ? '' : ` (${event.reason})`;
      return line(
        lane,
        `${lane} to ${event.neighbor} ${upOrDown(event.up)}${reason}`,
        `${lane} sessions`,
        event.up,
      );
    }
    case 'address':
      return line(
        'Addresses',
        `${event.address} ${event.present ? 'came to' : 'left'} ${event.interface}`,
        'addresses',
        event.present,
      );
    case 'route': {
      const hops = event.nextHops.map(({ gateway, interface: name }) =>
        gateway === undefined ? name : `${gateway} on ${name}`,
      );
      return hops.length === 0
        ? line('Routes', `${event.prefix} removed`, 'routes', false)
        : {
            lane: 'Routes',
            text: `${event.prefix} via ${hops.join(' and ')}`,
            many: 'routes',
            sense: 'change',
          };
    }
    default:
      return undefined;
  }
}

const line = (lane: Lane, text: string, many: string, up: boolean): Said => ({
  lane,
  text,
  many,
  sense: up ? 'up' : 'down',
});

const upOrDown = (up: boolean): string => (up ? 'up' : 'down');
