import { listed } from '../../base/listed.ts';
import type { Missing } from '../../lab/redundancy/missing.ts';
import { missingName } from '../../lab/redundancy/missing-name.ts';
import type { Change } from '../../lab/snapshot/change.ts';
import type { LabUpdate } from '../../lab/snapshot/lab-update.ts';
import type { LabSnapshot, RoutePart, SessionPart, TunnelPart } from '../../lab/snapshot/snapshot.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import { processEndText } from '../../observations/events/process-end-text.ts';
import type { TunnelTimers } from '../../topology/tunnel-timers.ts';
import { activeFaultText, untilText } from './active-fault-text.ts';
import { endTimersText } from './end-timers-text.ts';

/** Something that is different, for people. */
export interface UpdateLine {
  readonly text: string;
  /** `broken`: on purpose; `bad`: something is lost; `good`: something is there, or there again. */
  readonly tone: 'broken' | 'bad' | 'good' | 'plain';
  /** Of routes: the node that has it, or should. One fault changes many at once, so that they may be shown together. */
  readonly routeOn?: string;
}

/**
 * What is different after an update of a live lab, as lines for people. None for what changes all the time, such as
 * packet counters, and none for what a node had that no longer runs.
 */
export function updateLines(
  update: Exclude<LabUpdate, { kind: 'snapshot' }>,
  before: LabSnapshot,
): UpdateLine[] {
  switch (update.kind) {
    case 'event':
      return eventLines(update.event, before);
    case 'change':
      return changeLines(update.change, before);
    case 'end':
      return [bad('The lab was removed.')];
  }
}

/** The same as texts. */
export const updateTexts = (...parts: Parameters<typeof updateLines>): string[] =>
  updateLines(...parts).map(({ text }) => text);

const good = (text: string): UpdateLine => ({ text, tone: 'good' });
const bad = (text: string): UpdateLine => ({ text, tone: 'bad' });
const plain = (text: string): UpdateLine => ({ text, tone: 'plain' });
const upOrDown = (isUp: boolean, about: string, where = ''): UpdateLine =>
  isUp ? good(`${about} up${where}`) : bad(`${about} down${where}`);

/** Only what no part of a snapshot shows. */
function eventLines(event: NodeEvent, { nodes }: LabSnapshot): UpdateLine[] {
  const { node } = event;
  switch (event.kind) {
    case 'failed':
      return [bad(`${node}: the start script failed (${processEndText(event.end)})`)];
    case 'exit':
      return [bad(`${node}: ${event.program} ended (${processEndText(event.end)})`)];
    case 'bfd':
      return [upOrDown(event.up, `${node}: BFD with ${event.neighbor}`)];
    case 'carrier':
      // While a node starts, each of its links gets its carrier.
      return nodes.some(({ name, ready }) => name === node && ready)
        ? [
            event.up
              ? good(`${node}: ${event.interface} has a carrier`)
              : bad(`${node}: ${event.interface} lost its carrier`),
          ]
        : [];
    default:
      return [];
  }
}

function changeLines(change: Change, before: LabSnapshot): UpdateLine[] {
  switch (change.part) {
    case 'node': {
      const { name, running, ready } = change.now;
      if (ready) return [good(`${name} is ready`)];
      return [running ? plain(`${name} runs and is not ready`) : bad(`${name} does not run`)];
    }
    case 'tunnel':
      return tunnelLines(change.now, before);
    case 'session':
      return sessionLines(change.now, before);
    case 'route':
      return routeLines(change.now, before);
    case 'client': {
      const { name, gateway, connected, servedBy } = change.now;
      const at = servedBy === null ? '' : ` at ${servedBy}`;
      return [
        connected
          ? good(`${name} is connected to ${gateway}${at}`)
          : bad(`${name} is not connected to ${gateway}${at}`),
      ];
    }
    case 'floating': {
      const { addresses, holder } = change.now;
      const what = `has ${addresses.join(', ')}`;
      return [holder === null ? bad(`nobody ${what}`) : good(`${holder} ${what}`)];
    }
    case 'missing':
      return [
        ...packetLines(change.now, before.missing),
        ...redundancyLines(change.now.length === 0, before.complete),
      ];
    case 'faults': {
      const isOld = ({ id }: { readonly id: string }) => before.faults.some((fault) => fault.id === id);
      const isThere = ({ id }: { readonly id: string }) => change.now.some((fault) => fault.id === id);
      return [
        ...change.now
          .filter((fault) => !isOld(fault))
          .map((fault): UpdateLine => {
            const text = `broken: ${activeFaultText(fault)}${untilText(fault)}`;
            return { text, tone: 'broken' };
          }),
        ...before.faults
          .filter((fault) => !isThere(fault))
          .map((fault) => good(`undone: ${activeFaultText(fault)}`)),
      ];
    }
    case 'timers':
      return change.now.flatMap((now) => timerLines(now, before));
  }
}

/** The ends of a tunnel whose timers are others now. */
function timerLines({ tunnel, ends }: TunnelTimers, { timers }: LabSnapshot): UpdateLine[] {
  const was = timers.find((one) => one.tunnel === tunnel)?.ends.map(endTimersText) ?? [];
  return ends
    .filter((end, index) => endTimersText(end) !== was[index])
    .map((end) => plain(`timers of tunnel ${tunnel} at ${end.name}: ${endTimersText(end)}`));
}

const isDown = (node: string, { nodes }: LabSnapshot): boolean =>
  nodes.some(({ name, running }) => name === node && !running);

function tunnelLines({ name, ends }: TunnelPart, before: LabSnapshot): UpdateLine[] {
  return ends.flatMap((end, index) => {
    const was = before.tunnels.find((tunnel) => tunnel.name === name)?.ends[index];
    if (isDown(end.name, before)) return [];
    if (was?.installed === end.installed && (was.node === end.node || !end.installed)) return [];
    const at = end.node === null || end.node === end.name ? end.name : `${end.name} (${end.node})`;
    return [upOrDown(end.installed, `tunnel ${name} is`, ` at ${at}`)];
  });
}

function sessionLines({ name: session, ends }: SessionPart, before: LabSnapshot): UpdateLine[] {
  const earlier = before.sessions.find(({ name }) => name === session);
  return ends.flatMap(({ name, state }, index) => {
    const [is, was] = [state, earlier?.ends[index]?.state].map((one) => one === 'Established');
    const other = ends[index === 0 ? 1 : 0].name;
    return is === was || isDown(name, before)
      ? []
      : [upOrDown(is === true, `BGP session from ${name} to ${other} is`)];
  });
}

function routeLines(
  { nodes, prefix, complete, node, expected, found }: RoutePart,
  before: LabSnapshot,
): UpdateLine[] {
  if (nodes.every((one) => isDown(one, before))) return [];
  const routeOn = node ?? nodes.join(' or ');
  const route = `route on ${routeOn} to ${prefix}`;
  if (found.length === 0) return [{ ...bad(`${route} is gone`), routeOn }];
  const over = `${route} over ${listed(found.map((hop) => hop.gateway ?? hop.interface))}`;
  const line = complete ? good(over) : bad(`${over}, not over all ${expected.length}`);
  return [{ ...line, routeOn }];
}

/** Of tunnels that carry nothing although they are up. No other part of a snapshot shows that. */
function packetLines(now: readonly Missing[], before: readonly Missing[]): UpdateLine[] {
  const silent = (missing: readonly Missing[]) =>
    missing.flatMap((one) => (one.kind === 'packets' ? [missingName(one)] : []));
  const [is, was] = [silent(now), silent(before)];
  return [
    ...is.filter((name) => !was.includes(name)).map((name) => bad(`no ${name}`)),
    ...was.filter((name) => !is.includes(name)).map((name) => good(`no longer missing: ${name}`)),
  ];
}

function redundancyLines(isComplete: boolean, wasComplete: boolean): UpdateLine[] {
  if (isComplete === wasComplete) return [];
  return [isComplete ? good('fully redundant') : bad('no longer fully redundant')];
}
