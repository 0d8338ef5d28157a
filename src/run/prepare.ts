import { commandLine } from '../base/command-line.ts';
import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { Definition } from '../definition/definition.ts';
import type { Profile } from '../definition/profile.ts';
import type { Engine } from '../engine/engine.ts';
import { rememberedKernelFeatures } from '../engine/host/feature-cache.ts';
import {
  carriesKernelDataplane,
  carriesUserspaceDataplane,
  type KernelFeatures,
} from '../engine/host/kernel-features.ts';
import { collectGarbage, type Leftover } from '../engine/ownership/collect-garbage.ts';
import type { Blueprint } from '../lab/blueprint.ts';
import { makeBlueprint } from '../lab/make-blueprint.ts';
import type { DataplaneChoice } from '../nodes/ipsec/choose.ts';
import { prepareEnvironment } from '../setup/prepare.ts';
import { checkOwnLines } from './check-own-lines.ts';
import type { PreparationStep, Watch } from './steps.ts';

/** What a lab is built from. */
export interface LabPlan {
  readonly definition: Definition;
  readonly profile: Profile;
  readonly dataplane: DataplaneChoice;
}

export interface PreparedLab {
  readonly engine: Engine;
  readonly blueprint: Blueprint;
}

/**
 * Makes the machine ready and plans the lab: engine, node image, kernel features, blueprint. What killed runs have left
 * on the engine is removed.
 *
 * @throws SwitchoverError (environment) when the engine or its kernel cannot run the lab
 */
export async function prepareLab(plan: LabPlan, watch: Watch<PreparationStep>): Promise<PreparedLab> {
  return preparing(watch, async ({ engine, nodeImage }) => {
    const features = await rememberedKernelFeatures(engine, nodeImage);
    refuseWithoutDataplane(plan.dataplane, features);
    const kernel = {
      esp: carriesKernelDataplane(features),
      multipathHashSeed: features.multipathHashSeed.available,
      netem: features.netem.available,
    };
    const blueprint = await makeBlueprint({ ...plan, kernel, image: nodeImage, now: new Date() });
    await checkOwnLines(engine, blueprint);
    return { engine, blueprint };
  });
}

/**
 * Makes the machine ready for many runs at once, so that none of them has to install an engine or build an image.
 *
 * @throws SwitchoverError (environment) when there is no engine that can run a lab
 */
export async function prepareMachine(watch: Watch<PreparationStep>): Promise<void> {
  await preparing(watch, async () => {});
}

async function preparing<T>(
  { onStep, signal }: Watch<PreparationStep>,
  work: (machine: { readonly engine: Engine; readonly nodeImage: string }) => Promise<T>,
): Promise<T> {
  onStep({ step: 'preparing' });
  try {
    const machine = await prepareEnvironment({
      progress: (text, kind = 'step') => onStep({ step: 'setting-up', text, kind }),
      signal,
    });
    const [result, { removed, stubborn }] = await Promise.all([
      work(machine),
      collectGarbage(machine.engine),
    ]);
    signal.throwIfAborted();
    onStep({ step: 'prepared', removed: countOf(removed), stubborn: stubborn.length });
    return result;
  } catch (error) {
    // An interruption makes the work fail with another error; the interruption is the reason.
    signal.throwIfAborted();
    throw error;
  }
}

function refuseWithoutDataplane(choice: DataplaneChoice, features: KernelFeatures): void {
  const [inKernel, inUserspace] = [carriesKernelDataplane(features), carriesUserspaceDataplane(features)];
  const possible = { kernel: inKernel, userspace: inUserspace, auto: inKernel || inUserspace };
  if (possible[choice]) return;
  const missing = {
    kernel: 'ESP with XFRM interfaces',
    userspace: 'TUN device with address translation by nftables',
    auto: 'ESP with XFRM interfaces and no TUN device either',
  };
  throw new SwitchoverError(
    'environment',
    `The engine's kernel has no ${missing[choice]}, so it cannot build the tunnels this way. Choose another --dataplane or another engine; ${commandLine('doctor')} says what is missing.`,
  );
}

function countOf(removed: readonly Leftover[]) {
  const images = removed.filter(({ kind }) => kind === 'image').length;
  return { containers: removed.length - images, images };
}
