import { randomInt } from 'node:crypto';
import { middleOf } from '../base/bracket.ts';
import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { until } from '../base/until.ts';
import { onlyGiven } from '../definition/fault-parameters.ts';
import type { AnyFault, FaultRequest } from '../faults/kit/fault.ts';
import { partsOf } from '../faults/kit/parts.ts';
import { assertSilence } from '../faults/kit/silence.ts';
import type { Injected } from '../lab/faults/inject.ts';
import { settingOf } from '../lab/faults/setting-of.ts';
import type { Lab } from '../lab/lab.ts';
import type { Missing } from '../lab/redundancy/missing.ts';
import { completeness } from '../lab/redundancy/missing-text.ts';
import type { AppliedFault } from '../observations/applied-fault.ts';
import { type Observations, pairName } from '../observations/observations.ts';
import { observeDirection } from '../observations/observe-direction.ts';
import type { ProcessorObservation } from '../observations/processor.ts';
import type { DirectionLabels, DirectionName } from '../topology/direction.ts';
import { type LongestTimers, longestTimers } from '../topology/longest-timers.ts';
import { type Course, secondsOf, startCourse } from './course.ts';
import { processorTimes, processorUse } from './processor.ts';
import { Pulse } from './pulse.ts';
import { RedundancyWatch } from './redundancy-watch.ts';
import {
  type Connections,
  observedConnections,
  openConnections,
  type TcpSettings,
} from './traffic/connections.ts';
import { startCoveringTraffic } from './traffic/covering-traffic.ts';
import { steadyFor, type Traffic, type TrafficSettings } from './traffic/traffic.ts';
import { since, type TunnelTotals, tunnelTotals } from './traffic/tunnel-packets.ts';

export interface TrialSettings {
  readonly fault: AnyFault;
  readonly request: FaultRequest;
  readonly traffic: TrafficSettings;
  readonly tcp: TcpSettings;
  readonly signal: AbortSignal;
  readonly onStep: (step: TrialStep) => void;
}

/** Where a trial is, for whoever watches. */
export type TrialStep =
  | { readonly step: 'traffic'; readonly attempt: number }
  | { readonly step: 'settling'; readonly seconds: number }
  | { readonly step: 'fault'; readonly name: string; readonly target: string }
  | {
      readonly step: 'watching';
      readonly seconds: number;
      readonly silent: readonly SilentFlows[];
      readonly missing: readonly Missing[];
    }
  | { readonly step: 'collecting' };

/** Flows of one direction of which nothing arrives at the moment. */
export interface SilentFlows extends DirectionLabels {
  readonly flows: number;
}

/** What a trial leaves behind: what was seen, and the probes' files as they wrote them. */
export interface Trial {
  readonly observations: Observations;
  /** Nanoseconds of CLOCK_MONOTONIC from which the observations count. */
  readonly epoch: bigint;
  readonly files: ReadonlyMap<string, ReadonlyMap<string, Buffer>>;
}

/** A trial as it ended, with what went wrong beside the fault itself. */
export interface EndedTrial extends Trial {
  /** The faults that were applied, as in the observations. */
  readonly injected: readonly Injected[];
  /** It was the only one. */
  readonly single: boolean;
  /** Why what was broken could not be repaired, or the next fault not be applied. */
  readonly repairFailure?: Error;
}

/** Seconds without any loss before the fault, and again at the end (RFC 6412, Sustained Convergence Validation Time). */
const steadySeconds = 5;
/** A little more than that at the end, since progress comes ten times a second. */
const marginSeconds = 0.5;

/** Seconds that a trial goes on with full redundancy: what its return breaks shows at once. */
const failbackSeconds = 2;

/** Milliseconds in which redundancy that was just complete must be complete again before a trial. */
const redundancyLimitMs = 30_000;

/**
 * One injection and its measurement in a lab that is ready: full redundancy and steady flows over every tunnel, the
 * fault at a random moment, the platform's reaction, and everything watched until all flows are back and redundancy
 * is restored.
 *
 * @throws SwitchoverError (nothing-measured) when the flows do not become steady, or do not use every tunnel
 */
export async function runTrial(lab: Lab, settings: TrialSettings): Promise<EndedTrial> {
  const { fault, request, onStep } = settings;
  const timers = longestTimers(lab.topology);
  const signal = AbortSignal.any([settings.signal, lab.failure]);
  const pulse = new Pulse(signal);

  await until('Full redundancy before the fault', () => completeness(lab.state.missing()), {
    kind: 'lab-not-ready',
    timeoutMs: redundancyLimitMs,
    signal,
    wakeOn: lab.events.wakeOn,
  });
  const { traffic, paths } = await startCoveringTraffic(lab, settings.traffic, pulse, (attempt) =>
    onStep({ step: 'traffic', attempt }),
  );
  await using _ = traffic;
  await using connections = await openConnections(lab, traffic, settings.tcp, pulse);
  const processorBefore = await processorTimes(lab);
  // The moment must not depend on when the lab came up: one full period of the slowest timer is drawn from.
  const phaseMs = randomInt(0, Math.ceil(timers.periodSeconds * 1000));
  await settle(traffic, pulse, steadySeconds * 1000 + phaseMs, onStep);

  const countedBefore = await tunnelTotals(lab, traffic);
  onStep({ step: 'fault', name: fault.name, target: request.target });
  using redundancy = new RedundancyWatch(lab);
  const started = performance.now();
  let completeSince: number | undefined;
  const parts = partsOf(fault, settingOf(lab), request);
  const limitMs = recoveryLimitMs(timers, secondsOf(lab, parts));
  const course = await startCourse(lab, parts, signal);
  try {
    // Not to recover is a result; only an interruption or a broken lab is not.
    await pulse.until(() => {
      const missing = lab.state.missing();
      const seconds = (performance.now() - started) / 1000;
      onStep({ step: 'watching', seconds, silent: silentFlows(traffic), missing });
      completeSince = missing.length === 0 ? (completeSince ?? performance.now()) : undefined;
      const isComplete =
        completeSince !== undefined && performance.now() - completeSince >= failbackSeconds * 1000;
      return (
        ((isComplete && course.isOver) || course.failure !== undefined) &&
        steadyFor(traffic) >= (steadySeconds + marginSeconds) * 1e9
      );
    }, limitMs);
  } finally {
    await course.end();
  }
  const { first } = course;
  const isSingle = parts.length === 1;
  if (isSingle && first.fault.notice(request.parameters) === 'nobody') {
    const { appliedAt, broken } = first;
    assertSilence(lab.topology, lab.events.events, { since: appliedAt.lower, deadNodes: broken.nodes });
  }

  onStep({ step: 'collecting' });
  const restored = redundancy.restoredAfter(middleOf(first.appliedAt));
  const counted = { before: countedBefore, total: await tunnelTotals(lab, traffic) };
  const processor = processorUse(processorBefore, await processorTimes(lab));
  const trial = await observe(lab, traffic, connections, {
    processor,
    fault,
    request,
    course,
    paths,
    counted,
    phaseMs,
    restored,
  });
  signal.throwIfAborted();
  const { failure } = course;
  return {
    ...trial,
    injected: inOrder(course),
    single: isSingle,
    ...(failure && { repairFailure: failure }),
  };
}

/** Waits until there was no loss for that long. */
async function settle(
  traffic: Traffic,
  pulse: Pulse,
  milliseconds: number,
  onStep: (step: TrialStep) => void,
): Promise<void> {
  const limitMs = 2 * milliseconds + 30_000;
  const calm = () => {
    const leftMs = milliseconds - steadyFor(traffic) / 1e6;
    onStep({ step: 'settling', seconds: Math.max(0, leftMs / 1000) });
    return leftMs <= 0;
  };
  if (!(await pulse.until(calm, limitMs))) {
    throw new SwitchoverError(
      'nothing-measured',
      `Within ${Math.round(limitMs / 1000)} s there were never ${Math.ceil(milliseconds / 1000)} s without a lost packet, so nothing can be measured. The machine may be too busy; fewer --flows or a lower --rate may help.`,
    );
  }
}

const silentFlows = ({ directions }: Traffic): SilentFlows[] =>
  directions.map(({ from, to, watch }) => ({ from, to, flows: watch.silent }));

/** Every timer may expire once, one after the other, and what is broken be so for as long again as it should. */
const recoveryLimitMs = (timers: LongestTimers, brokenSeconds: number): number =>
  (2 * (timers.bgpHoldSeconds + timers.dpdTimeoutSeconds + brokenSeconds) + 30) * 1000;

interface Watched {
  readonly fault: AnyFault;
  readonly request: FaultRequest;
  readonly course: Course;
  readonly paths: ReadonlyMap<DirectionName, ReadonlyMap<number, string>>;
  readonly counted: { readonly before: TunnelTotals; readonly total: TunnelTotals };
  readonly phaseMs: number;
  readonly restored: number | undefined;
  readonly processor: ProcessorObservation;
}

async function observe(
  lab: Lab,
  traffic: Traffic,
  connections: Connections,
  watched: Watched,
): Promise<Trial> {
  const { fault, request, course, paths, counted, phaseMs, restored, processor } = watched;
  const steadyNs = steadySeconds * 1e9 + phaseMs * 1e6;
  const { records, files } = await traffic.stop();
  // Only now: what ends a connection at one side is no news at the other side once the flows have been stopped.
  const became = await connections.stop();
  const starts = Object.values(records).map(({ sent }) => sent.start);
  const epoch = starts.reduce((first, start) => (start < first ? start : first));
  const sinceEpoch = (time: number) => time - Number(epoch);
  const directions = traffic.directions.map((direction) =>
    observeDirection(
      {
        ...direction,
        tunnelPackets: packetsOf(direction.name, counted),
        ...observedConnections(became.get(direction.name), epoch),
      },
      records[direction.name],
      paths.get(direction.name) ?? new Map(),
      epoch,
    ),
  );
  const [{ sender: near = '', receiver: far = '' } = {}] = directions;
  const { appliedAt: t0 } = appliedFault(course.first, undefined, sinceEpoch);
  const lastSent = directions.map(({ flows }) => Math.max(...flows.map(({ sent }) => sent.at(-1) ?? 0)));
  return {
    epoch,
    files,
    observations: {
      fault: { name: fault.name, target: request.target, ...parametersIn(request) },
      t0,
      phaseMs,
      events: inOrder(course).map((one) => appliedFault(one, course.undoneAt(one), sinceEpoch)),
      ...(restored !== undefined && { redundancyRestored: sinceEpoch(restored) }),
      nodeEvents: lab.events.events.map((event) => ({ ...event, time: sinceEpoch(event.time) })),
      processor,
      window: { from: t0.lower - steadyNs, to: Math.min(...lastSent) },
      pairs: [{ name: pairName(near, far), near, far, directions }],
    },
  };
}

/** In the order in which they took effect. */
const inOrder = ({ injected }: Course): readonly Injected[] =>
  injected.toSorted((a, b) => a.appliedAt.lower - b.appliedAt.lower);

function appliedFault(
  { fault, request, appliedAt, broken, record }: Injected,
  undoneAt: number | undefined,
  sinceEpoch: (time: number) => number,
): AppliedFault {
  return {
    fault: fault.name,
    target: request.target,
    ...parametersIn(request),
    appliedAt: { lower: sinceEpoch(appliedAt.lower), upper: sinceEpoch(appliedAt.upper) },
    ...(undoneAt !== undefined && { undoneAt: sinceEpoch(undoneAt) }),
    deadNodes: broken.insideOnly ? [] : broken.nodes,
    away: record.steps
      .filter(({ kind }) => kind === 'replace')
      .map(({ node, afterSeconds }) => ({ node, seconds: afterSeconds })),
  };
}

/** Nothing where no parameter is given. */
function parametersIn({ parameters: all }: FaultRequest): Pick<AppliedFault, 'parameters'> {
  const parameters = onlyGiven(all);
  return Object.keys(parameters).length === 0 ? {} : { parameters };
}

function packetsOf(name: DirectionName, { before, total }: Watched['counted']) {
  const first = before.get(name) ?? [];
  return { before: first, after: since(first, total.get(name) ?? []) };
}
