import { Readable } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Seat, SeatServices } from '../../../src/workshop/http/seat-services.ts';
import { holderOf, newToken, tokenHash } from '../../../src/workshop/http/tokens.ts';
import type { PageUpdate } from '../../../src/workshop/protocol/updates.ts';

/** A seat without a lab: it notes what it was asked for, and says what a test wants it to say. */
export interface FakeSeat extends Seat {
  readonly token: string;
  readonly tokenHash: string;
  /** Names of the actions with their requests, as they came. */
  readonly asked: readonly (readonly [string, unknown])[];
  readonly tell: (update: PageUpdate) => void;
  /** How many listen. */
  readonly listeners: () => number;
}

export const present: PageUpdate = { kind: 'problem', message: 'This is the present state.' };

interface FakeSettings {
  /** The id of the only terminal that the seat has; it says back what it is told. */
  readonly terminal?: string;
  /** What every listener is told first. */
  readonly present?: PageUpdate;
}

export function fakeSeat(
  id: string,
  { terminal = `terminal-of-${id}`, present: first = present }: FakeSettings = {},
): FakeSeat {
  const token = newToken();
  const asked: [string, unknown][] = [];
  const listeners = new Set<(update: PageUpdate) => void>();
  const note =
    (name: string) =>
    async (request?: unknown): Promise<void> => {
      asked.push([name, request]);
    };
  return {
    id,
    token,
    tokenHash: tokenHash(token),
    asked,
    listeners: () => listeners.size,
    tell: (update) => {
      for (const listener of listeners) listener(update);
    },
    subscribe: (listener) => {
      listener(first);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lab: {
      open: note('open'),
      close: note('close'),
      break: note('break'),
      heal: note('heal'),
      startOver: note('startOver'),
      trial: note('trial'),
      changeTimer: note('changeTimer'),
      stop: async () => {
        throw new Error('secret words of a defect');
      },
    },
    terminals: {
      open: async () => ({ id: terminal }),
      find: (wanted) =>
        wanted === terminal
          ? (socket: WebSocket) => {
              socket.on('message', (data) => socket.send(String(data)));
              socket.send(`terminal of ${id}`);
            }
          : undefined,
      close: note('closeTerminal'),
    },
    lessons: {
      start: note('start'),
      leave: note('leave'),
      answer: note('answer'),
      hint: note('hint'),
      solve: note('solve'),
      openStep: note('openStep'),
      picture: async (name) =>
        name === 'drawing.svg' ? { type: 'image/svg+xml', content: Buffer.from('<svg/>') } : undefined,
    },
    views: {
      azure: async (view) => `az ${view}`,
      report: async (run) => (run === `run-of-${id}` ? '<!doctype html><script>1</script>' : undefined),
      compare: async (ids) => ids.join(' and '),
      capture: async () => Readable.from([Buffer.from('pcap')]),
    },
  };
}

export const servicesOf = (...seats: readonly FakeSeat[]): SeatServices => ({
  seatOf: (token) => holderOf(token, seats),
});
