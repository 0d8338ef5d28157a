import { listed } from '../../base/listed.ts';
import type { ClosedRoom } from '../../workshop/room/close-rooms.ts';

/** `closed the room first-look, and removed its labs a and b`. */
export const closedRoomText = ({ id, labs }: ClosedRoom): string =>
  `closed the room ${id}${labs.length === 0 ? '' : `, and removed its labs ${listed(labs)}`}`;
