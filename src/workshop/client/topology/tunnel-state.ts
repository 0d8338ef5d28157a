import type { SessionPart, TunnelPart } from '../../../lab/snapshot/snapshot.ts';
import type { PartState, Seen } from './part-types.ts';

/** The state of a tunnel, with the BGP session through it. */
export function tunnelState(tunnel: TunnelPart, { snapshot, rates }: Seen): Omit<PartState, 'faults'> {
  const rate = rates[tunnel.name];
  const session = snapshot.sessions.find((one) => isThrough(one, tunnel));
  const silent = snapshot.missing.filter((one) => one.kind === 'packets' && one.tunnel === tunnel.name);
  const installed = tunnel.ends.filter((end) => end.installed).length;
  const common = {
    ends: tunnel.ends.map(({ node }) => node),
    facts: [
      ...tunnel.ends.map(endText),
      ...(session ? session.ends.map(sessionText) : ['No BGP session runs through it.']),
      ...silent.flatMap((one) =>
        one.kind === 'packets' ? [`${one.to} has received nothing from ${one.from} for 3 s.`] : [],
      ),
    ],
    ...(rate === undefined ? {} : { rate }),
  };
  if (installed === 0) {
    const isTrying = tunnel.ends.some(({ ike }) => ike !== null);
    return { ...common, mark: isTrying ? 'waiting' : 'down', word: isTrying ? 'negotiating' : 'down' };
  }
  if (installed === 1) return { ...common, mark: 'partly', word: 'one end up' };
  if (silent.length > 0) return { ...common, mark: 'silent', word: 'up, silent' };
  const isEstablished = session?.ends.every(({ state }) => state === 'Established') ?? true;
  return isEstablished
    ? { ...common, mark: 'up', word: 'up' }
    : { ...common, mark: 'partly', word: 'BGP down' };
}

const isThrough = ({ kind, ends }: SessionPart, tunnel: TunnelPart): boolean =>
  kind === 'tunnel' && tunnel.ends.every(({ name }) => ends.some((end) => end.name === name));

function endText({ name, node, ike, installed }: TunnelPart['ends'][number]): string {
  const at = node === null || node === name ? name : `${name} (${node})`;
  if (installed) return `${at}: its child SA is installed, packets can pass.`;
  return ike === null ? `${at}: no IKE SA.` : `${at}: the IKE SA is ${ike}, no child SA.`;
}

function sessionText({ name, state, prefixesReceived, prefixesSent }: SessionPart['ends'][number]): string {
  return state === 'Established'
    ? `BGP at ${name}: Established, ${prefixesReceived} prefixes received, ${prefixesSent} sent.`
    : `BGP at ${name}: ${state ?? 'not known'}.`;
}
