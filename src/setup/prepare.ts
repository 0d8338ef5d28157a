import type { Progress } from '../base/progress.ts';
import { type Environment, thisEnvironment } from '../engine/connection/environment.ts';
import { type FoundEngine, findEngine, NoEngineError } from '../engine/connection/find-engine.ts';
import { installDocker } from './engine/install-docker.ts';
import { type System, thisSystem } from './engine/system.ts';
import { ensureNodeImage } from './images/node-image.ts';

/** All that a lab needs of its environment. */
export interface Prepared extends FoundEngine {
  /** Tag of the image of the lab's nodes. */
  readonly nodeImage: string;
}

/**
 * Prepares the environment for a lab: finds an engine, or installs and starts one where that is possible, and builds the
 * node image when it is missing or its sources have changed. Takes a few milliseconds when there is nothing to do.
 *
 * @param signal ends the build of an image
 * @throws SwitchoverError (environment) that says what to do
 */
export async function prepareEnvironment({
  progress,
  signal,
  environment = thisEnvironment(),
  system = thisSystem(),
}: {
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  readonly environment?: Environment;
  readonly system?: System;
}): Promise<Prepared> {
  const found = await findOrInstall(environment, system, progress);
  return { ...found, nodeImage: await ensureNodeImage(found.engine, { progress, signal }) };
}

async function findOrInstall(
  environment: Environment,
  system: System,
  progress: Progress,
): Promise<FoundEngine> {
  try {
    return await findEngine(environment);
  } catch (error) {
    if (!(error instanceof NoEngineError)) throw error;
    await installDocker(system, error.denied, progress);
    return findEngine(environment);
  }
}
