import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { TimerWish } from '../../lessons/actions/action.ts';
import type { TimerRequest } from '../protocol/requests.ts';
import type { FurtherSteps } from './solve-task.ts';

/** The part of a `LabHub` that does the rarer steps of solutions. */
export interface StepLab {
  readonly changeTimer: (request: TimerRequest) => Promise<void>;
  readonly run: (request: { readonly node: string; readonly command: string }) => Promise<void>;
  readonly restartNode: (node: string) => Promise<void>;
  readonly idle: () => Promise<string | undefined>;
}

/** Does steps of a solution in the lab of a hub, and waits until each is over. */
export const hubSteps = (hub: StepLab): FurtherSteps => ({
  timer: async ({ connection, changes }) => {
    await hub.changeTimer({ connection, changes: timerWords(changes) });
    await over(hub);
  },
  exec: async ({ at, command }) => {
    await hub.run({ node: at, command });
    await over(hub);
  },
  restart: async ({ node }) => {
    await hub.restartNode(node);
    await over(hub);
  },
});

/**
 * Timers in the notation of a request. Of the two of BGP one decides the other, as three keepalives fit into a hold time
 * (RFC 4271, section 4.4).
 */
export function timerWords({
  dpdSeconds,
  bgpHoldSeconds,
  bgpKeepaliveSeconds,
}: TimerWish): Record<string, string> {
  const hold = bgpHoldSeconds ?? (bgpKeepaliveSeconds === undefined ? undefined : 3 * bgpKeepaliveSeconds);
  const keepalive =
    bgpKeepaliveSeconds ?? (hold === undefined ? undefined : Math.max(1, Math.floor(hold / 3)));
  return {
    ...(dpdSeconds !== undefined && { dpd: String(dpdSeconds) }),
    ...(hold !== undefined && { bgp: `${keepalive}/${hold}` }),
  };
}

async function over(hub: Pick<StepLab, 'idle'>): Promise<void> {
  const failure = await hub.idle();
  if (failure !== undefined) throw new SwitchoverError('lab-not-ready', failure);
}
