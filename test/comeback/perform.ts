import { setTimeout as pause } from 'node:timers/promises';
import type { Lab } from '../../src/lab/lab.ts';
import { missingText } from '../../src/lab/redundancy/missing-text.ts';
import { breakLab } from '../../src/run/live/break-lab.ts';
import { healLab } from '../../src/run/live/heal-lab.ts';
import { missingSince } from '../../src/run/live/until-whole.ts';
import { floatingAt } from '../../src/topology/find.ts';
import { longestTimers } from '../../src/topology/longest-timers.ts';
import type { Topology } from '../../src/topology/topology.ts';
import type { Broken, Case } from './cases.ts';

export interface Outcome {
  readonly case: Case;
  /** Seconds from the beginning of `heal` until the lab was whole again; undefined: it was not. */
  readonly wholeAfter: number | undefined;
  /** The sentence with which the fault was refused. */
  readonly refused?: string;
  /** What is wrong: it did not come back, or the refusal is no sentence. */
  readonly failure?: string;
}

/** How long a lab may take to become whole again (s). In the profile fast nothing takes half as long. */
const wholeWithinSeconds = 60;

/** Breaks a lab, heals it after the time of the case, and waits until the lab itself says that it is whole. */
export async function perform(lab: Lab, one: Case): Promise<Outcome> {
  const { before } = one;
  const refusedBefore = before && (await breakFor(lab, before, one.healAfter));
  if (refusedBefore !== undefined) {
    return { case: one, wholeAfter: undefined, failure: `the target was not broken: ${refusedBefore}` };
  }
  const since = performance.now();
  const refused = await breakFor(lab, one, one.healAfter);
  // The time for which the fault lasts is what is tried; nothing is waited for.
  const left = isOver(one) ? 0 : one.healAfter * 1000 - (performance.now() - since);
  if (refused === undefined) await pause(Math.max(0, left));
  const healing = performance.now();
  const result = { case: one, ...(refused !== undefined && { refused }) };
  try {
    await healLab(lab, { seconds: wholeWithinSeconds, onStep: () => {}, signal: lab.failure });
  } catch (error) {
    return { ...result, wholeAfter: undefined, failure: messageOf(error) };
  }
  const wholeAfter = (performance.now() - healing) / 1000;
  const lost = await lostAgain(lab, one);
  if (lost !== undefined) return { ...result, wholeAfter: undefined, failure: lost };
  const failure = refused === undefined ? undefined : objectionTo(refused, lab.topology, one);
  return { ...result, wholeAfter, ...(failure !== undefined && { failure }) };
}

/**
 * Looks again after everything that could still end: healed before dead peer detection has decided, an end may give up
 * a tunnel that carries packets again. Cases that are healed later need not wait.
 *
 * @returns what is missing again
 */
async function lostAgain(lab: Lab, { healAfter }: Case): Promise<string | undefined> {
  const { topology } = lab;
  const decidedAfter = longestTimers(topology).dpdTimeoutSeconds + topology.tunnelRetrySeconds;
  if (healAfter > decidedAfter) return undefined;
  const since = performance.now();
  await pause(decidedAfter * 1000, undefined, { signal: lab.failure });
  const missing = await missingSince(lab, since);
  return missing.length === 0
    ? undefined
    : `it was whole, and ${decidedAfter} s later it was not: ${missingText(missing)}`;
}

/** @returns the message with which the fault was refused */
async function breakFor(lab: Lab, broken: Broken, seconds: number): Promise<string | undefined> {
  const { fault: name, target, parameters } = broken;
  const lasts = isOver(broken) ? AbortSignal.timeout(300_000) : AbortSignal.timeout(seconds * 1000);
  const signal = AbortSignal.any([lasts, lab.failure]);
  try {
    await breakLab(lab, { name, target, parameters }, { onStep: () => {}, signal });
    return undefined;
  } catch (error) {
    // Waits wrap the reason.
    const isOwnEnd = error === lasts.reason || (error instanceof Error && error.name === 'AbortError');
    return lasts.aborted && isOwnEnd ? undefined : messageOf(error);
  }
}

/** A fault of several that runs to its own end. */
const isOver = ({ fault, parameters }: Broken): boolean =>
  (fault === 'flap' || fault === 'in-turn' || fault === 'scenario') && Object.keys(parameters).length === 0;

/** A fault that the kernel can do must happen to a whole lab, and a refusal is one sentence or two for a person. */
function objectionTo(message: string, topology: Topology, { before, target }: Case): string | undefined {
  if (message.includes(' is not possible here: ')) return undefined;
  if (mayBeIdle(topology, target) && message.includes(' no BGP session ')) return undefined;
  if (before === undefined) return `it did not happen: ${message}`;
  const isSentence = message.length < 250 && !message.includes('\n') && /^[A-Za-z].*\.$/.test(message);
  return isSentence ? undefined : `no sentence: ${message}`;
}

/** An instance of an active-standby gateway has nothing to lose while the other one is active. */
const mayBeIdle = (topology: Topology, node: string): boolean => floatingAt(topology, node).length > 0;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
