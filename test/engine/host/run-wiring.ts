import type { Engine } from '../../../src/engine/engine.ts';
import { runHelper } from '../../../src/engine/host/helper.ts';
import { wiringRequest } from '../../../src/engine/host/wiring.ts';

/** Runs one script in a wiring helper of its own. @returns what it wrote to standard output */
export const runWiring = (engine: Engine, image: string, script: string): Promise<string> =>
  runHelper(engine, wiringRequest(image), script);
