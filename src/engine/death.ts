import { z } from 'zod';

/** The end of a container, as the engine saw it. */
export interface Death {
  readonly id: string;
  readonly name: string;
  readonly exitCode: number;
  /** Name and labels of the container, among others. */
  readonly attributes: Readonly<Record<string, string>>;
}

const dieEvent = z.object({
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()) }),
});

/** Reads one line of the engine's stream of `die` events. */
export function parseDeath(line: string): Death {
  const { ID, Attributes } = dieEvent.parse(JSON.parse(line)).Actor;
  // Docker says exitCode, Podman containerExitCode.
  const exitCode = Number(Attributes.exitCode ?? Attributes.containerExitCode);
  return { id: ID, name: Attributes.name ?? ID, exitCode, attributes: Attributes };
}
