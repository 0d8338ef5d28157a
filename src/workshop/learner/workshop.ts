import type { Problem } from '../../definition/problems/problem.ts';
import type { ProfileName } from '../../definition/profile.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { runningLabs } from '../../lab/running-labs.ts';
import type { PublicName } from '../http/hosts.ts';
import type { Listening } from '../http/listening.ts';
import { pageFiles } from '../http/page-files.ts';
import type { TlsFiles } from '../http/tls.ts';
import { holderOf, newToken, tokenHash } from '../http/tokens.ts';
import { startWorkshopServer } from '../http/workshop-server.ts';
import { loadLessons } from '../lessons/lesson-library.ts';
import { LabHub } from '../live/lab-hub.ts';
import { catalogueOf } from './catalogue.ts';
import { hubSeat } from './hub-seat.ts';
import { LabOrigin } from './lab-origin.ts';
import { lessonEntries } from './lesson-entries.ts';
import { progressFile, progressPath } from './progress-file.ts';

export interface WorkshopOptions {
  readonly port: number;
  readonly listen?: Listening | undefined;
  readonly names: readonly PublicName[];
  readonly tls?: TlsFiles | undefined;
  readonly folders: { readonly runs: string; readonly calibrations: string };
  /** The lab to open at once: one that is up, or a new one. */
  readonly lab?: string | undefined;
  /** A folder with lessons in place of the program's. */
  readonly lessons?: string | undefined;
  /** Of a new one. */
  readonly profile: ProfileName;
  /** Leaves every lab up at the end. */
  readonly keep: boolean;
  /** A defect of the program. */
  readonly onBug: (error: unknown) => void;
}

/** A workshop for one learner, until it is closed. */
export interface Workshop {
  /** Each opens the page; the first is the best one. */
  readonly links: readonly string[];
  /** What became of the lab. */
  readonly close: () => Promise<LabEnding>;
  /** Lessons that cannot be used. */
  readonly unusable: readonly Problem[];
}

export type LabEnding =
  | { readonly kind: 'none' }
  | { readonly kind: 'removed'; readonly lab: string }
  | { readonly kind: 'left'; readonly lab: string; readonly id: string };

/**
 * Opens a workshop for one learner.
 *
 * @throws SwitchoverError (environment) when the server cannot start; (wrong-input) when there is no such lab
 */
export async function openWorkshop(options: WorkshopOptions): Promise<Workshop> {
  const library = await loadLessons(options.lessons);
  const { engine } = await findEngine();
  const { folders, lab, profile, keep } = options;
  const origin = new LabOrigin();
  const hub = new LabHub({
    engine,
    runsFolder: folders.runs,
    calibrationsFolder: folders.calibrations,
    files: [...(lab === undefined ? [] : [lab]), ...library.lessons.map(({ labToOpen }) => labToOpen)],
  });
  hub.subscribe((update) => {
    if (update.kind === 'lab') origin.hear(update.lab);
  });
  const up = async () => runningLabs(engine);
  const entries = lessonEntries(library.lessons);
  const seat = hubSeat({
    ...{ id: 'learner', hub, engine, lessons: library.lessons },
    memory: await progressFile(progressPath()),
    beforeOpen: async () => origin.opening((await up()).map(({ id }) => id)),
    catalogue: async () =>
      catalogueOf(
        { lab, lessons: entries },
        (await up()).map(({ name }) => name),
      ),
  });
  const token = newToken();
  const holders = [{ tokenHash: tokenHash(token), seat }];
  const server = await startWorkshopServer({
    ...options,
    page: await pageFiles(),
    services: { seatOf: (given) => holderOf(given, holders)?.seat },
  });
  const close = async (): Promise<LabEnding> => {
    await server.close();
    const { open } = origin;
    if (open === undefined || keep || !open.isOurs) {
      await hub.leave();
      return open === undefined ? { kind: 'none' } : { kind: 'left', ...open };
    }
    await hub.close();
    return { kind: 'removed', lab: open.lab };
  };
  try {
    if (lab !== undefined) await seat.lab.open({ lab, profile });
  } catch (error) {
    await close();
    throw error;
  }
  const unusable = library.problems;
  return { unusable, links: server.origins.map((one) => `${one}/s/${token}`), close };
}
