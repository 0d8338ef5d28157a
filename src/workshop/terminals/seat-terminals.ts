import type { SeatTerminals } from '../http/seat-services.ts';
import { attachTerminal, type TerminalRights } from './attach-terminal.ts';
import type { Terminals } from './terminals.ts';

const all: TerminalRights = { mayType: () => true, hasSize: true };

/** The terminals of a seat as its page uses them. */
export function seatTerminals(terminals: Terminals): SeatTerminals {
  return {
    open: async ({ node }) => {
      const { id } = await terminals.open(node);
      return { id };
    },
    find: (id) => {
      const session = terminals.find(id);
      return session && ((socket, rights = all) => attachTerminal(socket, session, rights));
    },
    close: (id) => terminals.close(id),
  };
}
