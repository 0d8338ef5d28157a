import type { ProfileName } from '../../definition/profile.ts';
import type { Engine } from '../../engine/engine.ts';
import { runningLabs } from '../../lab/running-labs.ts';
import type { LabHub } from '../live/lab-hub.ts';
import type { SeatState } from './room-state.ts';

/** What has to be known of a hub to give it a lab. */
export type FillableHub = Pick<LabHub, 'open' | 'resume'>;

export interface SeatHub {
  readonly seat: SeatState;
  readonly hub: FillableHub;
}

export interface Filling {
  readonly lab: string;
  readonly profile: ProfileName;
  /** Ids of the labs that are up. */
  readonly up: ReadonlySet<string>;
  /** What went wrong in one seat; the others go on. */
  readonly onProblem: (seat: number, error: unknown) => void;
}

/**
 * Gives every seat a lab before somebody comes: the one that the last server left it, or a new one. Those that are left
 * come first, because they are there at once; new ones come up in the order of the seats, as the queue lets them.
 */
export async function fillLabs(
  hubs: readonly SeatHub[],
  { lab, profile, up, onProblem }: Filling,
): Promise<void> {
  const attempt = async ({ seat }: SeatHub, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      onProblem(seat.number, error);
    }
  };
  const isLeft = ({ seat }: SeatHub) => seat.lab !== null && up.has(seat.lab);
  await Promise.all(hubs.filter(isLeft).map((one) => attempt(one, () => one.hub.resume(one.seat.lab ?? ''))));
  for (const one of hubs.filter((hub) => !isLeft(hub)))
    await attempt(one, () => one.hub.open({ lab, profile }));
}

/** Ids of the labs on an engine. */
export const labsUp = async (engine: Engine): Promise<ReadonlySet<string>> =>
  new Set((await runningLabs(engine)).map(({ id }) => id));
