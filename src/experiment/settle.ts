import { randomInt } from 'node:crypto';
import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { longestTimers } from '../topology/longest-timers.ts';
import type { Topology } from '../topology/topology.ts';
import type { Pulse } from './pulse.ts';
import { steadyFor, type Traffic } from './traffic/traffic.ts';
import type { TrialStep } from './trial-step.ts';

/**
 * Seconds without any loss before the random part of the wait. They show that the flows are steady, and how late packets
 * come while nothing is broken: at 100 packets/s, 300 packets of each flow.
 */
export const steadyBeforeSeconds = 3;

/** Seconds without any loss at the end of a trial (RFC 6412, Sustained Convergence Validation Time). */
export const steadyAfterSeconds = 5;

/**
 * Draws the random part of the wait before the fault, so that the moment of the fault does not depend on when the lab
 * came up.
 *
 * @returns milliseconds, from 0 to one full period of the slowest timer
 */
export const drawPhase = (topology: Topology): number =>
  randomInt(0, Math.ceil(longestTimers(topology).periodSeconds * 1000));

/**
 * Waits until the flows have run without loss for that long.
 *
 * @throws SwitchoverError (nothing-measured) when this takes more than 30 s longer than twice that time
 */
export async function settle(
  traffic: Traffic,
  pulse: Pulse,
  milliseconds: number,
  onStep: (step: TrialStep) => void,
): Promise<void> {
  const limitMs = 2 * milliseconds + 30_000;
  const isSettled = () => {
    const leftMs = milliseconds - steadyFor(traffic) / 1e6;
    onStep({ step: 'settling', seconds: Math.max(0, leftMs / 1000) });
    return leftMs <= 0;
  };
  if (!(await pulse.until(isSettled, limitMs))) {
    throw new SwitchoverError(
      'nothing-measured',
      `Within ${Math.round(limitMs / 1000)} s there were never ${Math.ceil(milliseconds / 1000)} s without a lost packet, so nothing can be measured. The machine may be too busy; fewer --flows or a lower --rate may help.`,
    );
  }
}
