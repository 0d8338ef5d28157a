import type { Engine } from '../engine/engine.ts';
import type { Calibration } from './calibration.ts';

/** Identifies the machine of a calibration. */
export async function machineOf(engine: Engine): Promise<Calibration['machine']> {
  const { id, kernel, cpus } = await engine.info();
  return { engineId: id, kernel, cpus };
}
