import type { Engine } from '../engine/engine.ts';
import type { Calibration } from './calibration.ts';

/** By what a calibration is recognised as one of the same machine. */
export async function machineOf(engine: Engine): Promise<Calibration['machine']> {
  const { id, kernel, cpus } = await engine.info();
  return { engineId: id, kernel, cpus };
}
