import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { until, WaitError } from '../base/until.ts';
import type { AnyFault, FaultRequest } from '../faults/kit/fault.ts';
import { partsOf } from '../faults/kit/parts.ts';
import type { Injected } from '../lab/faults/inject.ts';
import { settingOf } from '../lab/faults/setting-of.ts';
import type { Lab } from '../lab/lab.ts';
import { allInError, completeness, missingText } from '../lab/redundancy/missing-text.ts';
import { inOrder } from './applied-fault.ts';
import { collect, type Trial } from './collect.ts';
import { processorUse, readProcessor } from './processor.ts';
import { Pulse } from './pulse.ts';
import { drawPhase, settle, steadyBeforeSeconds } from './settle.ts';
import { canReturnElsewhere, tcpWays } from './traffic/connection-ways.ts';
import { openConnections, type TcpSettings } from './traffic/connections.ts';
import { type CoveringSettings, startCoveringTraffic } from './traffic/covering-traffic.ts';
import { startLargeTraffic } from './traffic/large-traffic.ts';
import { tunnelTotals } from './traffic/tunnel-packets.ts';
import type { TrialStep } from './trial-step.ts';
import { type Watched, watchRecovery } from './watch-recovery.ts';

export interface TrialSettings {
  readonly fault: AnyFault;
  readonly request: FaultRequest;
  readonly traffic: CoveringSettings;
  readonly tcp: TcpSettings;
  readonly signal: AbortSignal;
  readonly onStep: (step: TrialStep) => void;
}

/** A finished trial, with any error that came after the fault was applied. */
export interface EndedTrial extends Trial {
  /** The faults that were applied, as in the observations. */
  readonly injected: readonly Injected[];
  /** Why the fault could not be undone, or the next fault could not be applied. */
  readonly repairFailure?: Error;
}

/** Redundancy was complete a moment ago. It must be complete again within this time before a trial. */
const redundancyLimitMs = 30_000;

/**
 * Measures one fault in a lab that is ready. The trial waits for full redundancy and for steady flows over every
 * tunnel, and applies the fault at a random moment. Then it watches until all flows are back and redundancy is
 * restored.
 *
 * @throws SwitchoverError (nothing-measured) when the flows do not become steady
 */
export async function runTrial(lab: Lab, settings: TrialSettings): Promise<EndedTrial> {
  const { fault, request, onStep } = settings;
  const signal = AbortSignal.any([settings.signal, lab.failure]);
  const pulse = new Pulse(signal);

  await fullRedundancy(lab, signal);
  const { traffic, paths } = await startCoveringTraffic(lab, settings.traffic, pulse, (attempt) =>
    onStep({ step: 'traffic', attempt }),
  );
  await using _ = traffic;
  const counts = settings.tcp.connections > 0 && canReturnElsewhere(lab.topology);
  const earlier = counts ? await tcpWays(lab) : [];
  await using connections = await openConnections(lab, traffic, settings.tcp, pulse);
  const measuresLarge = partsOf(fault, settingOf(lab), request).some(
    (part) => part.fault.measuresLargePackets,
  );
  await using large = measuresLarge
    ? await startLargeTraffic(lab, traffic, settings.traffic.ports, pulse)
    : undefined;
  const processorBefore = await readProcessor(lab);
  const phaseMs = drawPhase(lab.topology);
  await settle(traffic, pulse, steadyBeforeSeconds * 1000 + phaseMs, onStep);

  const before = await tunnelTotals(lab, traffic);
  const ways = counts ? { earlier, all: await tcpWays(lab) } : undefined;
  const watched = await watchRecovery(lab, traffic, { fault, request, pulse, signal, onStep });

  onStep({ step: 'collecting' });
  const counted = { before, total: await tunnelTotals(lab, traffic) };
  const processor = processorUse(processorBefore, await readProcessor(lab));
  const measured = {
    fault,
    request,
    phaseMs,
    paths,
    watched,
    counted,
    ...(processor && { processor }),
    ...(ways && { ways }),
  };
  const trial = await collect(lab, { traffic, connections, large }, measured);
  signal.throwIfAborted();
  return ended(trial, watched);
}

async function fullRedundancy({ state, events }: Lab, signal: AbortSignal): Promise<void> {
  try {
    await until('Full redundancy before the fault', () => completeness(state.missing()), {
      kind: 'lab-not-ready',
      timeoutMs: redundancyLimitMs,
      signal,
      wakeOn: events.wakeOn,
    });
  } catch (error) {
    if (!(error instanceof WaitError)) throw error;
    const missing = state.missing();
    if (missing.length === 0) return;
    throw new SwitchoverError(
      'lab-not-ready',
      `The lab was not whole within ${redundancyLimitMs / 1000} s before the fault. Missing: ${missingText(missing, allInError)}.`,
      { missing },
    );
  }
}

function ended(trial: Trial, { course }: Watched): EndedTrial {
  const { injected, failure } = course;
  return { ...trial, injected: inOrder(injected), ...(failure && { repairFailure: failure }) };
}
