import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { cookieName, tokenIn } from './cookies.ts';
import { objectionTo } from './gate.ts';
import type { Hosts } from './hosts.ts';
import type { Places, RateLimit } from './limits.ts';
import { Refusal } from './refusal.ts';
import { tooManyStreams } from './routes/stream.ts';
import type { Seat, SeatServices } from './seat-services.ts';

/** What a person types or pastes at once, with room to spare. */
const mostBytes = 64 * 1024;

export interface SocketOptions {
  readonly services: SeatServices;
  readonly hosts: Hosts;
  readonly port: number;
  readonly streams: Places;
  readonly addressRequests: RateLimit;
  /** Further sockets, such as a trainer's view of a terminal. It says no by undefined, and refuses by an exception. */
  readonly others?: ((request: IncomingMessage) => SocketHandler | undefined) | undefined;
}

export type SocketHandler = NonNullable<ReturnType<Seat['terminals']['find']>>;

/** Connects sockets with the terminals of the seats they come from. */
export class Sockets {
  readonly #options: SocketOptions;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: mostBytes, perMessageDeflate: false });

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  /** Takes a request for an upgrade: connects its socket, or refuses and closes it. */
  readonly accept = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A connection that breaks is no defect.
    socket.on('error', () => {});
    let leave: (() => void) | undefined;
    try {
      const { handler, seat } = this.#handlerFor(request);
      leave = seat && this.#options.streams.take(seat.id);
      if (seat && !leave) throw tooManyStreams();
      if (leave) socket.once('close', leave);
      this.#server.handleUpgrade(request, socket, head, (webSocket) => {
        webSocket.on('error', () => {});
        handler(webSocket);
      });
    } catch (error) {
      leave?.();
      refuse(socket, error instanceof Refusal ? error.status : 500);
    }
  };

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #handlerFor(request: IncomingMessage): { readonly handler: SocketHandler; readonly seat?: Seat } {
    const { services, hosts, port, addressRequests, others } = this.#options;
    if (!addressRequests.admits(request.socket.remoteAddress ?? ''))
      throw new Refusal(429, 'Too much at once.');
    const objection = objectionTo(request, hosts, 'upgrade');
    if (objection) throw objection;
    const other = others?.(request);
    if (other) return { handler: other };
    const name = cookieName('seat', port, hosts.secure.has(request.headers.host ?? ''));
    const token = tokenIn(request.headers.cookie, name);
    const seat = token === undefined ? undefined : services.seatOf(token);
    if (!seat) throw new Refusal(401, 'There is no such seat.');
    const [, id] = /^\/api\/terminals\/([\w-]{1,100})$/.exec(request.url ?? '') ?? [];
    const handler = id === undefined ? undefined : seat.terminals.find(id);
    if (!handler) throw new Refusal(404, 'This seat has no such terminal.');
    return { handler, seat };
  }
}

/** An answer of HTTP, because the socket is none yet. */
function refuse(socket: Duplex, status: number): void {
  if (socket.destroyed) return;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
