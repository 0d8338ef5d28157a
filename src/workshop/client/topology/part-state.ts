import type { ActiveFault, LabSnapshot } from '../../../lab/snapshot/snapshot.ts';
import type { DrawnPart } from '../../protocol/drawing.ts';
import type { PartState, Seen } from './part-types.ts';
import { tunnelState } from './tunnel-state.ts';

/** The state of every part of a drawing, by its id. */
export function partStates(parts: readonly DrawnPart[], seen: Seen): ReadonlyMap<string, PartState> {
  return new Map(parts.map((part) => [part.id, partState(part, seen)]));
}

function partState(part: DrawnPart, seen: Seen): PartState {
  const faults = faultsOf(part, seen.snapshot);
  switch (part.kind) {
    case 'node':
      return { ...nodeState(part.name, seen.snapshot), faults };
    case 'tunnel': {
      const tunnel = seen.snapshot.tunnels.find(({ name }) => name === part.name);
      return { ...(tunnel ? tunnelState(tunnel, seen) : clientState(part.name, seen.snapshot)), faults };
    }
    case 'link':
      return { ...linkState(part.name, seen, faults), faults };
    case 'zone':
    case 'lab':
      return { mark: faults.length > 0 ? 'down' : 'up', word: '', facts: [], faults };
  }
}

type OwnState = Omit<PartState, 'faults'>;

/** A node says when a carrier comes or goes, and a page may have been opened after that. */
function linkState(link: string, { carriers, snapshot }: Seen, faults: readonly ActiveFault[]): OwnState {
  const node = snapshot.nodes.find(({ name }) => link.startsWith(`${name}:`));
  const hasCarrier = carriers[link];
  if (hasCarrier === false) return { mark: 'down', word: 'no carrier', facts: ['The link has no carrier.'] };
  if (hasCarrier) return { mark: 'up', word: 'connected', facts: ['The link has a carrier.'] };
  if (faults.some(({ fault }) => fault === 'link-down'))
    return { mark: 'down', word: 'pulled', facts: ['A fault has pulled its cable.'] };
  if (!node?.running) return { mark: 'up', word: '', facts: ['Its node does not run.'] };
  const fact = 'Its carrier has not changed since this page was opened, so the page does not know it.';
  return { mark: 'up', word: '', facts: [fact] };
}

function nodeState(node: string, { nodes, missing, floating, clients }: LabSnapshot): OwnState {
  const part = nodes.find(({ name }) => name === node);
  if (!part?.running) return { mark: 'down', word: 'not running', facts: ['Its container does not run.'] };
  const pair = floating.find((one) => one.nodes.includes(node));
  const share: OwnState['share'] = pair && (pair.holder === node ? 'holder' : 'standby');
  const facts = [
    ...(pair
      ? [
          pair.holder === node
            ? `It has the addresses of ${pair.gateway}: ${pair.addresses.join(', ')}.`
            : `It is the standby of ${pair.gateway}: ${pair.holder ?? 'nobody'} has the addresses.`,
        ]
      : []),
    ...clients
      .filter(({ name }) => name === node)
      .map(({ gateway, connected, servedBy }) =>
        connected
          ? `Connected to ${gateway}, at ${servedBy ?? 'an instance'}.`
          : `Not connected to ${gateway}.`,
      ),
  ];
  const shared: Pick<OwnState, 'share'> = share ? { share } : {};
  if (!part.ready)
    return {
      mark: 'waiting',
      word: 'starting',
      facts: ['It runs, and its programs start.', ...facts],
      ...shared,
    };
  const silent = missing.flatMap((one) => (one.kind === 'daemon' && one.node === node ? [one.daemon] : []));
  if (silent.length > 0)
    return {
      mark: 'partly',
      word: `no ${silent.join(', ')}`,
      facts: [`These programs do not answer: ${silent.join(', ')}.`, ...facts],
      ...shared,
    };
  return {
    mark: 'up',
    word: 'running',
    facts: ['It runs, and all of its programs have started.', ...facts],
    ...shared,
  };
}

/** A point-to-site tunnel has the name `GATEWAY--CLIENT`. */
function clientState(tunnel: string, { clients }: LabSnapshot): OwnState {
  const client = clients.find(
    ({ name, gateway }) => tunnel === `${gateway}--${name}` || tunnel.endsWith(`--${name}`),
  );
  return client?.connected
    ? {
        mark: 'up',
        word: 'connected',
        facts: [`Connected since ${client.since ?? 'some time'}.`],
        ends: [client.servedBy, client.name],
      }
    : { mark: 'down', word: 'not connected', facts: ['The client is not connected.'], ends: [null, null] };
}

/** The active faults of a part: those that can happen to it with this target, or whose target has its name. */
function faultsOf({ name, faults }: DrawnPart, { faults: active }: LabSnapshot): readonly ActiveFault[] {
  return active.filter(
    ({ fault, target }) =>
      target === name || faults.some((possible) => possible.fault === fault && possible.target === target),
  );
}
