import { middleOf } from '../base/bracket.ts';
import type { AnyFault, FaultRequest } from '../faults/kit/fault.ts';
import { partsOf } from '../faults/kit/parts.ts';
import { assertSilence } from '../faults/kit/silence.ts';
import type { Injected } from '../lab/faults/inject.ts';
import { settingOf } from '../lab/faults/setting-of.ts';
import type { Lab } from '../lab/lab.ts';
import type { Missing } from '../lab/redundancy/missing.ts';
import { type LongestTimers, longestTimers } from '../topology/longest-timers.ts';
import { type Course, secondsOf, startCourse } from './course.ts';
import type { Pulse } from './pulse.ts';
import { RedundancyWatch } from './redundancy-watch.ts';
import { steadyAfterSeconds } from './settle.ts';
import { steadyFor, type Traffic } from './traffic/traffic.ts';
import type { SilentFlows, TrialStep } from './trial-step.ts';

export interface WatchSettings {
  readonly fault: AnyFault;
  readonly request: FaultRequest;
  readonly pulse: Pulse;
  readonly signal: AbortSignal;
  readonly onStep: (step: TrialStep) => void;
}

/** A fault that was applied and watched until the end. */
export interface Watched {
  readonly course: Course;
  /** Nanoseconds of the engine kernel's CLOCK_MONOTONIC; undefined: redundancy was not restored. */
  readonly restored: number | undefined;
  /** What redundancy lacked at the end. */
  readonly missing: readonly Missing[];
}

/** The steady time at the end must be a little longer, because progress arrives ten times a second. */
const marginSeconds = 0.5;

/** A trial continues for this many seconds after redundancy is back: losses caused by its return show at once. */
const failbackSeconds = 2;

/**
 * Applies a fault and watches until all flows are steady and redundancy is restored, or until the limit has passed.
 *
 * @throws FaultError when the fault could not be applied, or was noticed although it must not be
 */
export async function watchRecovery(lab: Lab, traffic: Traffic, settings: WatchSettings): Promise<Watched> {
  const { fault, request, pulse, signal, onStep } = settings;
  onStep({ step: 'fault', name: fault.name, target: request.target });
  using redundancy = new RedundancyWatch(lab);
  const started = performance.now();
  const parts = partsOf(fault, settingOf(lab), request);
  const limitMs = recoveryLimitMs(longestTimers(lab.topology), secondsOf(lab, parts));
  const course = await startCourse(lab, parts, signal);
  try {
    // A missing recovery is a result too. Only an interruption or a broken lab is an error.
    await pulse.until(recoveryOf(lab, traffic, course, { started, onStep }), limitMs);
  } finally {
    await course.end();
  }
  if (parts.length === 1) assertUnnoticed(lab, course.first);
  return {
    course,
    restored: redundancy.restoredAfter(middleOf(course.first.appliedAt)),
    missing: lab.state.missing(),
  };
}

/** The condition that ends the watch; each time it is asked, it reports the state. */
function recoveryOf(
  lab: Lab,
  traffic: Traffic,
  course: Course,
  { started, onStep }: { readonly started: number; readonly onStep: WatchSettings['onStep'] },
): () => boolean {
  let completeSince: number | undefined;
  return () => {
    const missing = lab.state.missing();
    const now = performance.now();
    onStep({ step: 'watching', seconds: (now - started) / 1000, silent: silentFlows(traffic), missing });
    completeSince = missing.length === 0 ? (completeSince ?? now) : undefined;
    const isComplete = completeSince !== undefined && now - completeSince >= failbackSeconds * 1000;
    const isSteady = steadyFor(traffic) >= (steadyAfterSeconds + marginSeconds) * 1e9;
    return ((isComplete && course.isOver) || course.failure !== undefined) && isSteady;
  };
}

/** Fails when a neighbour noticed a silent fault. */
function assertUnnoticed(lab: Lab, { fault, request, appliedAt, broken }: Injected): void {
  if (fault.notice(request.parameters) !== 'nobody') return;
  assertSilence(lab.topology, lab.events.events, { since: appliedAt.lower, deadNodes: broken.nodes });
}

const silentFlows = ({ directions }: Traffic): SilentFlows[] =>
  directions.map(({ from, to, watch }) => ({ from, to, flows: watch.silent }));

/** The fault may last twice its time. All timers may expire one after the other, twice. 30 s are added. */
const recoveryLimitMs = (timers: LongestTimers, brokenSeconds: number): number =>
  (2 * (timers.bgpHoldSeconds + timers.dpdTimeoutSeconds + brokenSeconds) + 30) * 1000;
