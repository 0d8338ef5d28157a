import { resolve } from 'node:path';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { quote } from '../../base/quote.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import type { Engine } from '../../engine/engine.ts';
import { type RunningLab, runningLabs } from '../../lab/running-labs.ts';
import { keepLab } from '../../run/keep-lab.ts';
import { labNames, readLab } from '../../run/lab-file.ts';
import { chooseLab } from '../../run/live/choose-lab.ts';
import { runText } from '../../run/words/run-line.ts';
import type { OpenLabRequest } from '../protocol/requests.ts';
import type { WorkQueue } from '../queue/work-queue.ts';
import type { WorkWatch } from './current-work.ts';
import type { HubOptions } from './hub-options.ts';

/** The lab that a request means: one that is up, or one to bring up. */
export type Wanted =
  | { readonly kind: 'up'; readonly running: RunningLab }
  | { readonly kind: 'new'; readonly request: OpenLabRequest };

/**
 * Finds out what a request to open a lab means.
 *
 * @throws SwitchoverError (wrong-input) when there is no such lab, or several of that name are up
 */
export async function wantedLab(
  request: OpenLabRequest,
  { labs, files = [], engine }: Pick<HubOptions, 'labs' | 'files' | 'engine'>,
): Promise<Wanted> {
  const known = await labNames();
  const isKnown = known.includes(request.lab) || files.some((file) => resolve(file) === resolve(request.lab));
  if (labs !== 'own') {
    // Without an engine nothing is up; bringing a lab up installs one.
    const up = await upLabs(engine);
    const isUp = up.some(({ id, name, kept }) => id === request.lab || (name === request.lab && kept));
    if (isUp) {
      return { kind: 'up', running: chooseLab(up, { nameOrId: request.lab, keptOnly: true, known }) };
    }
  }
  if (isKnown) return { kind: 'new', request };
  throw new SwitchoverError(
    'wrong-input',
    `There is no lab ${quote(request.lab)}. The labs are: ${known.join(', ')}.`,
    { lab: request.lab },
  );
}

/**
 * What brings a lab up that is up: what it was opened by, or the file or lab that has its name.
 *
 * @param opened by its name, its id, or a file
 */
export async function sourceOf(
  name: string,
  opened: string | undefined,
  files: readonly string[] = [],
): Promise<string> {
  if (opened !== undefined && files.includes(opened)) return opened;
  for (const file of files) {
    const read = await readLab(file).catch(() => undefined);
    if (read?.definition.name === name) return file;
  }
  return name;
}

async function upLabs(engine: Engine | undefined): Promise<RunningLab[]> {
  try {
    return await runningLabs(engine ?? (await findEngine()).engine);
  } catch (error) {
    if (error instanceof SwitchoverError && error.kind === 'environment') return [];
    throw error;
  }
}

/** Brings a lab up when its turn comes, and leaves it up. @returns its id */
export async function bringUp(
  { lab, profile }: OpenLabRequest,
  queue: WorkQueue,
  { signal, step, waiting }: WorkWatch,
): Promise<string> {
  const work = () =>
    keepLab(
      { lab, profile, dataplane: 'auto' },
      {
        signal,
        onStep: (now) => {
          const text = runText(now);
          if (text !== undefined) step(text);
        },
      },
    );
  return (await queue.run('bring-up', work, { onWaiting: waiting, signal })).id;
}
