import { z } from 'zod';
import type { ProfileName } from '../../definition/profile.ts';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { readLab } from '../../run/lab-file.ts';
import type { PublicName } from '../http/hosts.ts';
import type { Listening } from '../http/listening.ts';
import { pageFiles } from '../http/page-files.ts';
import type { TlsFiles } from '../http/tls.ts';
import { startWorkshopServer } from '../http/workshop-server.ts';
import { loadLessons } from '../lessons/lesson-library.ts';
import { LabHub } from '../live/lab-hub.ts';
import { FairQueue } from '../queue/fair-queue.ts';
import { removeLabsOf } from './close-rooms.ts';
import { fillLabs, labsUp, type SeatHub } from './fill-labs.ts';
import { roomHubSeat } from './hub-seat.ts';
import { Room } from './room.ts';
import { RoomSeats } from './room-seats.ts';
import { roomRoutes } from './routes/room-routes.ts';
import { trainerSockets } from './routes/trainer-sockets.ts';

export interface RoomOptions {
  readonly port: number;
  readonly listen?: Listening | undefined;
  readonly names: readonly PublicName[];
  readonly tls?: TlsFiles | undefined;
  readonly folders: { readonly runs: string; readonly calibrations: string; readonly rooms: string };
  readonly lab: string;
  readonly lesson: string | null;
  readonly profile: ProfileName;
  readonly seats: number;
  /** A defect of the program. */
  readonly onBug: (error: unknown) => void;
  /** A seat has no lab, and why. */
  readonly onProblem: (seat: number, error: unknown) => void;
}

export interface OpenedRoom {
  readonly id: string;
  /** No earlier server had it. */
  readonly isNew: boolean;
  readonly taken: number;
  readonly seats: number;
  /** Where learners join. The first is the one of the QR code. */
  readonly joinLinks: readonly string[];
  /** For the trainer alone. */
  readonly trainerLink: string;
  /** Resolves when the trainer closes the room on the page. */
  readonly closing: Promise<void>;
  /** Ends the server; labs, seats and progress stay for the next one. */
  readonly leave: () => Promise<void>;
  /** Ends the server, and removes labs and room. */
  readonly close: () => Promise<void>;
}

/**
 * Opens a room of seats, each with a lab of its own, or the one that an earlier server left.
 *
 * @throws SwitchoverError as {@link Room.open}; (environment) when the server cannot start
 */
export async function openRoom(options: RoomOptions): Promise<OpenedRoom> {
  const { folders, lab, lesson, profile, onBug, onProblem } = options;
  const summary = readLab(lab).then(({ definition }) => definition.summary);
  // Before anything is made for a lab that is not there.
  await summary;
  const lessons = (await loadLessons()).lessons.filter((one) => one.lab === lab);
  const { engine } = await findEngine();
  const { room, isNew } = await Room.open(folders.rooms, { lab, lesson, profile, seats: options.seats });
  try {
    const queue = new FairQueue();
    const hubs: SeatHub[] = [];
    const open: LabHub[] = [];
    const before = room.state;
    const seats = new RoomSeats(
      room,
      ({ id, number, saved, save }) => {
        const hub = new LabHub({
          engine,
          queue,
          runsFolder: folders.runs,
          calibrationsFolder: folders.calibrations,
          files: [lab],
          labs: 'own',
        });
        const seat = before.seats.find((one) => one.number === number);
        if (seat) hubs.push({ seat, hub });
        open.push(hub);
        return roomHubSeat({
          id,
          hub,
          engine,
          lab,
          summary,
          lessons,
          memory: { saved, save: (key, value) => save(key, z.json().parse(value)) },
        });
      },
      onBug,
    );
    const trainer = await seats.newTrainer();
    const page = await pageFiles();
    let joinLink = '';
    let tellClosing = () => {};
    const closing = new Promise<void>((resolve) => {
      tellClosing = resolve;
    });
    const server = await startWorkshopServer({
      ...options,
      page,
      services: seats,
      otherSockets: trainerSockets(seats),
      extend: roomRoutes({ room, seats, page, joinLink: () => joinLink, close: () => tellClosing() }),
    });
    const joinLinks = server.origins.map((origin) => `${origin}/`);
    joinLink = joinLinks[0] ?? '';
    const filling = fillLabs(hubs, { lab, profile, up: await labsUp(engine), onProblem });
    const end = async (act: (hub: LabHub) => Promise<void>) => {
      await server.close();
      // What hubs say from now on is not what the next server has to know.
      seats.forget();
      await Promise.all(open.map(act));
      await filling;
    };
    return {
      id: room.state.id,
      isNew,
      taken: room.state.seats.filter(({ name }) => name !== null).length,
      seats: room.state.seats.length,
      joinLinks,
      trainerLink: `${server.origins[0]}/t/${trainer}`,
      closing,
      leave: async () => {
        await end((hub) => hub.leave());
        await room.leave();
      },
      close: async () => {
        await room.change({ kind: 'closed' });
        await end((hub) => hub.close());
        // Of seats whose hub could not get hold of its lab.
        await removeLabsOf(engine, room.state);
        await room.remove();
      },
    };
  } catch (error) {
    await room.leave();
    throw error;
  }
}
