import { bringUp, type Stage, type StageTimes } from '../lab/bring-up.ts';
import type { Lab } from '../lab/lab.ts';
import { secondsFor } from './bring-up-time.ts';
import type { BringUpStep, EndingStep, Watch } from './steps.ts';

/**
 * Brings a lab up until it is really ready; see {@link bringUp} for what it throws.
 *
 * @param watch.seconds for all of it; without it as long as a lab of its size may need
 */
export async function bringUpLab(
  lab: Lab,
  watch: Watch<BringUpStep> & { readonly seconds?: number | undefined },
): Promise<StageTimes> {
  const { onStep, signal } = watch;
  const { nodes, tunnels, sessions } = lab.topology;
  const seconds = watch.seconds ?? secondsFor(nodes.length);
  onStep({ step: 'bringing-up', nodes: nodes.length });
  const over: { readonly stage: Stage; readonly milliseconds: number }[] = [];
  const times = await bringUp(lab, {
    timeoutMs: seconds * 1000,
    signal,
    onStage: (stage, milliseconds) => {
      over.push({ stage, milliseconds });
      onStep({ step: 'stages', over: [...over] });
    },
  });
  onStep({
    step: 'up',
    nodes: nodes.length,
    tunnels: tunnels.length,
    sessions: sessions.length,
    milliseconds: times.packets,
  });
  return times;
}

/** Removes everything of a lab. */
export async function tearDown(lab: Lab, { onStep }: Pick<Watch<EndingStep>, 'onStep'>): Promise<void> {
  onStep({ step: 'tearing-down' });
  const started = performance.now();
  await lab[Symbol.asyncDispose]();
  onStep({ step: 'torn-down', milliseconds: performance.now() - started });
}
