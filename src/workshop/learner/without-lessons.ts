import { Refusal } from '../http/refusal.ts';
import type { SeatLessons } from '../http/seat-services.ts';

const refuse = async (): Promise<void> => {
  throw new Refusal(404, 'This workshop has no lessons.');
};

/** A seat whose workshop has no lessons. */
export const withoutLessons: SeatLessons = {
  start: refuse,
  leave: refuse,
  answer: refuse,
  hint: refuse,
  solve: refuse,
  picture: async () => undefined,
};
