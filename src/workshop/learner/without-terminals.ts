import { Refusal } from '../http/refusal.ts';
import type { SeatTerminals } from '../http/seat-services.ts';

/** A seat that gets no shells. */
export const withoutTerminals: SeatTerminals = {
  open: async () => {
    throw new Refusal(404, 'This workshop has no terminals.');
  },
  find: () => undefined,
};
