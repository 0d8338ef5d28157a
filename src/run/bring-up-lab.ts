import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { commandLine } from '../cli/print.ts';
import { type Say, step } from '../cli/tasks.ts';
import type { Definition } from '../definition/definition.ts';
import type { Profile } from '../definition/profile.ts';
import type { Engine } from '../engine/engine.ts';
import { rememberedKernelFeatures } from '../engine/host/feature-cache.ts';
import { carriesKernelDataplane, carriesUserspaceDataplane } from '../engine/host/kernel-features.ts';
import { collectGarbage, type Leftover } from '../engine/ownership/collect-garbage.ts';
import type { Blueprint } from '../lab/blueprint.ts';
import { bringUp, type StageTimes } from '../lab/bring-up.ts';
import type { Lab } from '../lab/lab.ts';
import { makeBlueprint } from '../lab/make-blueprint.ts';
import type { DataplaneChoice } from '../nodes/ipsec/choose.ts';
import { prepareEnvironment } from '../setup/prepare.ts';

export interface LabRequest {
  readonly definition: Definition;
  readonly profile: Profile;
  readonly dataplane: DataplaneChoice;
}

export interface PreparedLab {
  readonly engine: Engine;
  readonly blueprint: Blueprint;
}

/**
 * Engine, image and blueprint for a lab; what killed runs left is removed on the way.
 *
 * @throws SwitchoverError (interrupted) when the signal came while this was going on
 */
export async function prepareLab(request: LabRequest, signal: AbortSignal): Promise<PreparedLab> {
  try {
    return await step('Preparing the engine', (say, retitle) => prepare(request, { say, retitle, signal }));
  } finally {
    // What was interrupted fails in its own words, if at all; the reason is the interruption.
    signal.throwIfAborted();
  }
}

async function prepare(
  { definition, profile, dataplane }: LabRequest,
  { say, retitle, signal }: { readonly say: Say; readonly retitle: Say; readonly signal: AbortSignal },
) {
  const { engine, nodeImage } = await prepareEnvironment({ progress: say, signal });
  const [features, { removed, stubborn }] = await Promise.all([
    rememberedKernelFeatures(engine, nodeImage),
    collectGarbage(engine),
  ]);
  const [inKernel, inUserspace] = [carriesKernelDataplane(features), carriesUserspaceDataplane(features)];
  if (
    dataplane === 'kernel' ? !inKernel : dataplane === 'userspace' ? !inUserspace : !inKernel && !inUserspace
  ) {
    const wanted = {
      kernel: 'ESP with XFRM interfaces',
      userspace: 'TUN device with address translation by nftables',
      auto: 'ESP with XFRM interfaces and no TUN device either',
    };
    throw new SwitchoverError(
      'environment',
      `The engine's kernel has no ${wanted[dataplane]}, so no tunnel can be built on it this way. Choose another --dataplane or another engine; ${commandLine('doctor')} says what is missing.`,
    );
  }
  const kernel = {
    esp: inKernel,
    multipathHashSeed: features.multipathHashSeed.available,
    netem: features.netem.available,
  };
  const blueprint = await makeBlueprint({
    definition,
    profile,
    dataplane,
    kernel,
    image: nodeImage,
    now: new Date(),
  });
  const notes = [
    'Engine ready',
    ...(removed.length > 0 ? [`removed ${countOf(removed)} that a killed run had left`] : []),
    ...(stubborn.length > 0
      ? [`${stubborn.length} more could not be removed, see ${commandLine('gc')}`]
      : []),
  ];
  retitle(notes.join('; '));
  return { engine, blueprint };
}

function countOf(removed: readonly Leftover[]): string {
  const images = removed.filter(({ kind }) => kind === 'image').length;
  const counts = { containers: removed.length - images, images };
  return Object.entries(counts)
    .flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []))
    .join(' and ');
}

export interface BringUpOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Brings a lab up until it is really ready, with a progress line for its stages. */
export function bringUpLab(lab: Lab, { timeoutMs, signal }: BringUpOptions): Promise<StageTimes> {
  const { nodes, tunnels, sessions } = lab.topology;
  return step(`Bringing up ${nodes.length} nodes`, async (say, retitle) => {
    const done: string[] = [];
    const times = await bringUp(lab, {
      timeoutMs,
      signal,
      onStage: (stage, milliseconds) => {
        done.push(`${stage} ${(milliseconds / 1000).toFixed(1)} s`);
        say(done.join(', '));
      },
    });
    const seconds = (times.packets / 1000).toFixed(1);
    retitle(
      `${nodes.length} nodes, ${tunnels.length} tunnels, ${sessions.length} BGP sessions up in ${seconds} s`,
    );
    return times;
  });
}

/** Removes everything of a lab. */
export function tearDown(lab: Lab): Promise<void> {
  return step('Tearing the lab down', async (_, retitle) => {
    const started = performance.now();
    await lab[Symbol.asyncDispose]();
    retitle(`Lab gone in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  });
}
