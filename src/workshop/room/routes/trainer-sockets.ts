import { Refusal } from '../../http/refusal.ts';
import type { OtherSockets } from '../../http/sockets.ts';
import type { RoomSeats } from '../room-seats.ts';

const terminal = /^\/api\/trainer\/seats\/([1-9]\d{0,3})\/terminals\/([\w-]{1,100})$/;

/**
 * The trainer's sockets into terminals of learners. The trainer may look at any time, and the learner is told; what the
 * trainer types reaches the shell only while the learner agrees to it.
 */
export const trainerSockets =
  (seats: RoomSeats): OtherSockets =>
  ({ url = '' }, tokenOf) => {
    if (!url.startsWith('/api/trainer/')) return undefined;
    const token = tokenOf('trainer');
    if (token === undefined || !seats.isTrainer(token)) throw new Refusal(401, 'This is for the trainer.');
    const [, number = '', id = ''] = terminal.exec(url) ?? [];
    const company = seats.company(Number(number));
    const connect = seats.inner(Number(number))?.terminals.find(id);
    if (!company || !connect) throw new Refusal(404, 'This seat has no such terminal.');
    return {
      id: 'trainer',
      handler: (socket) => {
        socket.once('close', company.look());
        connect(socket, { mayType: () => company.help === 'agreed', hasSize: false });
      },
    };
  };
