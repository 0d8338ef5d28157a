import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { ProfileName } from '../../definition/profile.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import type { Engine } from '../../engine/engine.ts';
import { runningLabs } from '../../lab/running-labs.ts';
import type { PublicName } from '../http/hosts.ts';
import type { Listening } from '../http/listening.ts';
import { pageFiles } from '../http/page-files.ts';
import { Refusal } from '../http/refusal.ts';
import type { TlsFiles } from '../http/tls.ts';
import { holderOf, newToken, tokenHash } from '../http/tokens.ts';
import { startWorkshopServer } from '../http/workshop-server.ts';
import { LabHub } from '../live/lab-hub.ts';
import { catalogueOf } from './catalogue.ts';
import { LabOrigin } from './lab-origin.ts';
import { labSeat } from './lab-seat.ts';
import { withoutLessons } from './without-lessons.ts';
import { withoutTerminals } from './without-terminals.ts';

export interface WorkshopOptions {
  readonly port: number;
  readonly listen?: Listening | undefined;
  readonly names: readonly PublicName[];
  readonly tls?: TlsFiles | undefined;
  readonly folders: { readonly runs: string; readonly calibrations: string };
  /** The lab to open at once: one that is up, or a new one. */
  readonly lab?: string | undefined;
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
  const { engine } = await findEngine();
  const { folders, lab, profile, keep } = options;
  const origin = new LabOrigin();
  const hub = new LabHub({
    engine,
    runsFolder: folders.runs,
    calibrationsFolder: folders.calibrations,
    files: lab === undefined ? [] : [lab],
  });
  hub.subscribe((update) => {
    if (update.kind === 'lab') origin.hear(update.lab);
  });
  const up = async () => runningLabs(engine);
  const seat = labSeat({
    id: 'learner',
    hub: {
      subscribe: (listener) => hub.subscribe(listener),
      open: async (request) => {
        origin.opening((await up()).map(({ id }) => id));
        await hub.open(request);
      },
      close: () => hub.close(),
      break: (request) => hub.break(request),
      heal: (request) => hub.heal(request),
      startOver: (request) => hub.startOver(request),
      trial: (request) => hub.trial(request),
      changeTimer: async () => {
        throw new Refusal(404, 'Timers cannot be changed here yet: use `switchover timer`.');
      },
      stop: () => hub.stop(),
      azure: (view) => hub.azure(view),
      report: (id) => hub.report(id),
    },
    terminals: withoutTerminals,
    lessons: withoutLessons,
    runningLab: (id) => labWithId(engine, id),
    catalogue: async () =>
      catalogueOf(
        { lab, lessons: [] },
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
  return { links: server.origins.map((one) => `${one}/s/${token}`), close };
}

async function labWithId(engine: Engine, id: string) {
  const lab = (await runningLabs(engine)).find((one) => one.id === id);
  if (!lab) throw new SwitchoverError('lab-not-ready', 'The lab is gone.');
  return { engine, lab };
}
