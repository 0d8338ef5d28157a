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

/**
 * What is different after an update of a live lab, as lines for people. None for what changes all the time, such as
 * packet counters, and none for what a node had that no longer runs.
 */
export function updateTexts(update: Exclude<LabUpdate, { kind: 'snapshot' }>, before: LabSnapshot): string[] {
  switch (update.kind) {
    case 'event':
      return eventTexts(update.event, before);
    case 'change':
      return changeTexts(update.change, before);
    case 'end':
      return ['The lab was removed.'];
  }
}

/** Only what no part of a snapshot shows. */
function eventTexts(event: NodeEvent, { nodes }: LabSnapshot): string[] {
  const { node } = event;
  switch (event.kind) {
    case 'failed':
      return [`${node}: the start script failed (${processEndText(event.end)})`];
    case 'exit':
      return [`${node}: ${event.program} ended (${processEndText(event.end)})`];
    case 'bfd':
      return [`${node}: BFD with ${event.neighbor} ${upOrDown(event.up)}`];
    case 'carrier':
      // While a node starts, each of its links gets its carrier.
      return nodes.some(({ name, ready }) => name === node && ready)
        ? [`${node}: ${event.interface} ${event.up ? 'has a carrier' : 'lost its carrier'}`]
        : [];
    default:
      return [];
  }
}

function changeTexts(change: Change, before: LabSnapshot): string[] {
  switch (change.part) {
    case 'node': {
      const { name, running, ready } = change.now;
      return [`${name} ${ready ? 'is ready' : running ? 'runs and is not ready' : 'does not run'}`];
    }
    case 'tunnel':
      return tunnelTexts(change.now, before);
    case 'session':
      return sessionTexts(change.now, before);
    case 'route':
      return routeTexts(change.now, before);
    case 'client': {
      const { name, gateway, connected, servedBy } = change.now;
      const at = servedBy === null ? '' : ` at ${servedBy}`;
      return [`${name} ${connected ? 'is connected' : 'is not connected'} to ${gateway}${at}`];
    }
    case 'floating': {
      const { addresses, holder } = change.now;
      return [`${holder ?? 'nobody'} has ${addresses.join(', ')}`];
    }
    case 'missing':
      return [
        ...packetTexts(change.now, before.missing),
        ...redundancyTexts(change.now.length === 0, before.complete),
      ];
    case 'faults': {
      const isOld = ({ id }: { readonly id: string }) => before.faults.some((fault) => fault.id === id);
      const isThere = ({ id }: { readonly id: string }) => change.now.some((fault) => fault.id === id);
      return [
        ...change.now
          .filter((fault) => !isOld(fault))
          .map((fault) => `broken: ${activeFaultText(fault)}${untilText(fault)}`),
        ...before.faults
          .filter((fault) => !isThere(fault))
          .map((fault) => `undone: ${activeFaultText(fault)}`),
      ];
    }
    case 'timers':
      return change.now.flatMap((now) => timerTexts(now, before));
  }
}

/** The ends of a tunnel whose timers are others now. */
function timerTexts({ tunnel, ends }: TunnelTimers, { timers }: LabSnapshot): string[] {
  const was = timers.find((one) => one.tunnel === tunnel)?.ends.map(endTimersText) ?? [];
  return ends
    .filter((end, index) => endTimersText(end) !== was[index])
    .map((end) => `timers of tunnel ${tunnel} at ${end.name}: ${endTimersText(end)}`);
}

const isDown = (node: string, { nodes }: LabSnapshot): boolean =>
  nodes.some(({ name, running }) => name === node && !running);

function tunnelTexts({ name, ends }: TunnelPart, before: LabSnapshot): string[] {
  return ends.flatMap((end, index) => {
    const was = before.tunnels.find((tunnel) => tunnel.name === name)?.ends[index];
    if (isDown(end.name, before)) return [];
    if (was?.installed === end.installed && (was.node === end.node || !end.installed)) return [];
    const at = end.node === null || end.node === end.name ? end.name : `${end.name} (${end.node})`;
    return [`tunnel ${name} is ${upOrDown(end.installed)} at ${at}`];
  });
}

function sessionTexts({ name: session, ends }: SessionPart, before: LabSnapshot): string[] {
  const earlier = before.sessions.find(({ name }) => name === session);
  return ends.flatMap(({ name, state }, index) => {
    const [is, was] = [state, earlier?.ends[index]?.state].map((one) => one === 'Established');
    const other = ends[index === 0 ? 1 : 0].name;
    return is === was || isDown(name, before)
      ? []
      : [`BGP session from ${name} to ${other} is ${upOrDown(is === true)}`];
  });
}

function routeTexts(
  { nodes, prefix, complete, node, expected, found }: RoutePart,
  before: LabSnapshot,
): string[] {
  if (nodes.every((one) => isDown(one, before))) return [];
  const route = `route on ${node ?? nodes.join(' or ')} to ${prefix}`;
  if (found.length === 0) return [`${route} is gone`];
  const over = `${route} over ${listed(found.map((hop) => hop.gateway ?? hop.interface))}`;
  return [complete ? over : `${over}, not over all ${expected.length}`];
}

/** Of tunnels that carry nothing although they are up. No other part of a snapshot shows that. */
function packetTexts(now: readonly Missing[], before: readonly Missing[]): string[] {
  const silent = (missing: readonly Missing[]) =>
    missing.flatMap((one) => (one.kind === 'packets' ? [missingName(one)] : []));
  const [is, was] = [silent(now), silent(before)];
  return [
    ...is.filter((name) => !was.includes(name)).map((name) => `no ${name}`),
    ...was.filter((name) => !is.includes(name)).map((name) => `no longer missing: ${name}`),
  ];
}

function redundancyTexts(isComplete: boolean, wasComplete: boolean): string[] {
  if (isComplete === wasComplete) return [];
  return [isComplete ? 'fully redundant' : 'no longer fully redundant'];
}

const upOrDown = (up: boolean) => (up ? 'up' : 'down');
