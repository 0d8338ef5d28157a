import type { PageFiles } from '../../../src/workshop/http/files.ts';
import type { ConnectTerminal, Seat } from '../../../src/workshop/http/seat-services.ts';
import { startWorkshopServer, type WorkshopServer } from '../../../src/workshop/http/workshop-server.ts';
import type { PageUpdate } from '../../../src/workshop/protocol/updates.ts';
import { Room } from '../../../src/workshop/room/room.ts';
import { RoomSeats } from '../../../src/workshop/room/room-seats.ts';
import { roomRoutes } from '../../../src/workshop/room/routes/room-routes.ts';
import { trainerSockets } from '../../../src/workshop/room/routes/trainer-sockets.ts';
import { type FakeSeat, fakeSeat } from '../http/fake-seats.ts';
import { samplePage } from '../http/server.ts';
import { wish } from './support.ts';

export interface RoomServer extends WorkshopServer {
  readonly room: Room;
  readonly seats: RoomSeats;
  readonly fakes: readonly FakeSeat[];
  readonly trainer: string;
  readonly bugs: readonly unknown[];
  readonly isClosing: () => boolean;
}

interface RoomServerSettings {
  readonly page?: PageFiles;
  /** What a seat tells first; absent: which lab it was given. */
  readonly present?: PageUpdate;
  /** What the only terminal of each seat is; absent: it says back what it is told. */
  readonly terminal?: ConnectTerminal;
}

/** A room of two seats on loopback. Its seats have no lab; each says which one it was given. */
export async function startRoomServer(
  folder: string,
  { page = samplePage, present, terminal }: RoomServerSettings = {},
): Promise<RoomServer> {
  const { room } = await Room.open(folder, wish);
  const fakes: FakeSeat[] = [];
  const bugs: unknown[] = [];
  const seats = new RoomSeats(
    room,
    ({ id, lab, saved }) => {
      const seat = fakeSeat(id, {
        present: present ?? { kind: 'problem', message: JSON.stringify({ lab, saved }) },
      });
      fakes.push(seat);
      if (!terminal) return seat;
      const find: Seat['terminals']['find'] = (wanted) =>
        seat.terminals.find(wanted) ? terminal : undefined;
      return { ...seat, terminals: { ...seat.terminals, find } };
    },
    (error) => bugs.push(error),
  );
  const trainer = await seats.newTrainer();
  let isClosing = false;
  const server = await startWorkshopServer({
    port: 0,
    names: [],
    services: seats,
    otherSockets: trainerSockets(seats),
    page,
    onBug: (error) => bugs.push(error),
    extend: roomRoutes({
      room,
      seats,
      page,
      joinLink: () => 'http://192.0.2.1:8080/',
      close: () => {
        isClosing = true;
      },
    }),
  });
  return { ...server, room, seats, fakes, trainer, bugs, isClosing: () => isClosing };
}
