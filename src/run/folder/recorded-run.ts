import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedEvent } from '../../azure-view/logs/recorded-event.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Definition } from '../../definition/definition.ts';
import { definitionSchema } from '../../definition/definition-schema.ts';
import { buildTopology } from '../../topology/build-topology.ts';
import { instancesOf } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import { findRun } from './find-run.ts';
import { observationsFormat, runFormat } from './formats.ts';

/** A run as Azure's logs and metrics would have seen it. */
export interface RecordedRun {
  readonly definition: Definition;
  readonly topology: Topology;
  /** What the gateway instances noticed until the end of the last trial, those included that were replaced. */
  readonly events: readonly RecordedEvent[];
}

/**
 * Reads what the gateway instances of a saved run noticed, by the clock on the wall.
 *
 * @param run its id, or the path of its folder
 * @throws SwitchoverError (wrong-input) when there is no such run, when a file of it is missing, damaged or of another
 * version, or when an earlier version made it, which did not record the clock
 */
export async function recordedRun(run: string, runs: string): Promise<RecordedRun> {
  const folder = await findRun(run, runs);
  const { trials, timers } = await runFormat.readFile(join(folder, 'run.json'));
  // Every trial has all that happened since the lab came up.
  const last = join(folder, 'trials', String(Math.max(...trials)), 'observations.json');
  const { nodeEvents, epochUtcMs } = await observationsFormat.readFile(last);
  if (epochUtcMs === undefined) {
    throw new SwitchoverError('wrong-input', `${last} does not say what time it was. Run the lab again.`, {
      path: last,
    });
  }
  const definition = await savedDefinition(join(folder, 'definition.yaml'));
  const topology = buildTopology(definition, timers);
  const names = instancesOf(topology).map(({ name }) => name);
  return {
    definition,
    topology,
    events: nodeEvents
      .filter(({ node }) => names.includes(node))
      .map((event) => ({ utcMs: epochUtcMs + event.time / 1e6, event })),
  };
}

async function savedDefinition(path: string): Promise<Definition> {
  const { parse } = await import('yaml');
  try {
    return definitionSchema.parse(parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new SwitchoverError('wrong-input', `${path} is missing, damaged or of another version.`, {
      path,
      cause,
    });
  }
}
