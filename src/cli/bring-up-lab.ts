import type { DataplaneChoice } from '../dataplane/choose.ts';
import type { Definition } from '../definition/definition.ts';
import type { Profile } from '../definition/profile.ts';
import { collectGarbage } from '../engine/collect-garbage.ts';
import type { Engine } from '../engine/engine.ts';
import { EnvironmentError } from '../engine/environment-error.ts';
import { rememberedKernelFeatures } from '../engine/feature-cache.ts';
import { carriesKernelDataplane, carriesUserspaceDataplane } from '../engine/kernel-features.ts';
import type { Blueprint } from '../lab/blueprint.ts';
import { bringUp, type StageTimes } from '../lab/bring-up.ts';
import { Lab } from '../lab/lab.ts';
import { makeBlueprint } from '../lab/make-blueprint.ts';
import { prepareEnvironment } from '../setup/prepare.ts';
import { step } from './tasks.ts';

export interface LabRequest {
  readonly definition: Definition;
  readonly profile: Profile;
  readonly dataplane: DataplaneChoice;
}

export interface PreparedLab {
  readonly engine: Engine;
  readonly blueprint: Blueprint;
}

/** Engine, image and blueprint for a lab; what killed runs left is removed on the way. */
export function prepareLab({ definition, profile, dataplane }: LabRequest): Promise<PreparedLab> {
  return step('Preparing the engine', async (say, retitle) => {
    const { engine, nodeImage } = await prepareEnvironment({ progress: say });
    const [features, removed] = await Promise.all([
      rememberedKernelFeatures(engine, nodeImage),
      collectGarbage(engine),
    ]);
    if (dataplane !== 'kernel' && !carriesKernelDataplane(features) && !carriesUserspaceDataplane(features)) {
      throw new EnvironmentError(
        "The engine's kernel has neither ESP with XFRM interfaces nor a TUN device, so no tunnel can be built on it. `switchover doctor` says what is missing.",
      );
    }
    if (dataplane === 'kernel' && !carriesKernelDataplane(features)) {
      throw new EnvironmentError(
        "The engine's kernel has no ESP with XFRM interfaces. Use --dataplane userspace, or another engine; `switchover doctor` says what is missing.",
      );
    }
    const kernel = {
      esp: carriesKernelDataplane(features),
      multipathHashSeed: features.multipathHashSeed.available,
    };
    const now = new Date();
    const blueprint = makeBlueprint({ definition, profile, dataplane, kernel, image: nodeImage, now });
    if (removed.length > 0)
      retitle(`Engine ready; removed ${removed.length} containers that a killed run had left`);
    else retitle('Engine ready');
    return { engine, blueprint };
  });
}

export interface BringUpRequest extends PreparedLab {
  readonly kept: boolean;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A lab that is really ready; when it does not become so, nothing of it stays. */
export async function bringUpLab(request: BringUpRequest): Promise<{ lab: Lab; times: StageTimes }> {
  const { engine, blueprint, kept, timeoutMs, signal } = request;
  const lab = new Lab(engine, blueprint, { kept });
  const { nodes, tunnels, sessions } = blueprint.topology;
  try {
    const times = await step(`Bringing up ${nodes.length} nodes`, async (say, retitle) => {
      const done: string[] = [];
      const reached = await bringUp(lab, {
        timeoutMs,
        signal,
        onStage: (stage, milliseconds) => {
          done.push(`${stage} ${(milliseconds / 1000).toFixed(1)} s`);
          say(done.join(', '));
        },
      });
      const seconds = (reached.packets / 1000).toFixed(1);
      retitle(
        `${nodes.length} nodes, ${tunnels.length} tunnels, ${sessions.length} BGP sessions up in ${seconds} s`,
      );
      return reached;
    });
    return { lab, times };
  } catch (error) {
    await tearDown(lab);
    throw error;
  }
}

/** Removes everything of a lab. */
export function tearDown(lab: Lab): Promise<void> {
  return step('Tearing the lab down', async (_, retitle) => {
    const started = performance.now();
    await lab[Symbol.asyncDispose]();
    retitle(`Lab gone in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  });
}
