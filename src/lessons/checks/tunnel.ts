import { listed } from '../../base/listed.ts';
import type { TunnelPart } from '../../lab/snapshot/snapshot.ts';
import type { TunnelCondition } from '../format/lesson.ts';
import type { Facts, Found } from './facts.ts';
import { sameName } from './same-name.ts';

/** Whether a tunnel, or all of them, are in a state. */
export function tunnelFound({ name, state }: TunnelCondition, { snapshot }: Pick<Facts, 'snapshot'>): Found {
  const tunnels = snapshot.tunnels.filter((tunnel) => name === 'all' || sameName(name, tunnel.name));
  if (tunnels.length === 0) return { holds: false, text: `There is no tunnel ${name}.` };
  const wrong = tunnels.filter((tunnel) => isUp(tunnel) !== (state === 'up'));
  const other = state === 'up' ? 'down' : 'up';
  const which = listed((wrong.length > 0 ? wrong : tunnels).map((tunnel) => tunnel.name));
  return wrong.length === 0
    ? { holds: true, text: `${which}: ${state}.` }
    : { holds: false, text: `${which}: ${other}.` };
}

const isUp = ({ ends }: TunnelPart): boolean => ends.every(({ installed }) => installed);
