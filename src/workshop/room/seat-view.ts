import type { SeatView } from '../protocol/updates.ts';
import type { Company } from './company.ts';
import type { RoomState, SeatState } from './room-state.ts';

/** What the page of a seat is told about the seat. */
export const seatViewOf = (
  room: RoomState,
  seat: SeatState,
  { isLookedAt, help }: Pick<Company, 'isLookedAt' | 'help'>,
): SeatView => ({
  name: seat.name ?? '',
  code: seat.code,
  handRaised: seat.handRaisedAt !== null,
  message: seat.message ?? room.message,
  paused: room.paused,
  isLookedAt,
  help,
});
