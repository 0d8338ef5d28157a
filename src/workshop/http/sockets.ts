import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { cookieName, tokenIn } from './cookies.ts';
import { objectionTo } from './gate.ts';
import type { Hosts } from './hosts.ts';
import type { Places, RateLimit } from './limits.ts';
import { Refusal } from './refusal.ts';
import { tooManyStreams } from './routes/stream.ts';
import type { SeatServices } from './seat-services.ts';

/** What a person types or pastes at once, with room to spare. */
const mostBytes = 64 * 1024;

export interface SocketOptions {
  readonly services: SeatServices;
  readonly hosts: Hosts;
  readonly port: number;
  readonly streams: Places;
  readonly addressRequests: RateLimit;
  readonly others?: OtherSockets | undefined;
}

/**
 * Further sockets, such as a trainer's view of a terminal. It says no by undefined, and refuses by an exception.
 *
 * @param tokenOf the token of a cookie that came with the request; undefined: it has none
 */
export type OtherSockets = (
  request: IncomingMessage,
  tokenOf: (who: 'seat' | 'trainer') => string | undefined,
) => Accepted | undefined;

export interface Accepted {
  /** Whose socket it is: nobody has too many. */
  readonly id: string;
  readonly handler: (socket: WebSocket) => void;
}

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
      const { handler, id } = this.#handlerFor(request);
      leave = this.#options.streams.take(id);
      if (!leave) throw tooManyStreams();
      socket.once('close', leave);
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

  #handlerFor(request: IncomingMessage): Accepted {
    const { services, hosts, port, addressRequests, others } = this.#options;
    if (!addressRequests.admits(request.socket.remoteAddress ?? ''))
      throw new Refusal(429, 'Too much at once.');
    const objection = objectionTo(request, hosts, 'upgrade');
    if (objection) throw objection;
    const tokenOf = (who: 'seat' | 'trainer') =>
      tokenIn(request.headers.cookie, cookieName(who, port, hosts.secure.has(request.headers.host ?? '')));
    const other = others?.(request, tokenOf);
    if (other) return other;
    const token = tokenOf('seat');
    const seat = token === undefined ? undefined : services.seatOf(token);
    if (!seat) throw new Refusal(401, 'There is no such seat.');
    const [, id] = /^\/api\/terminals\/([\w-]{1,100})$/.exec(request.url ?? '') ?? [];
    const connect = id === undefined ? undefined : seat.terminals.find(id);
    if (!connect) throw new Refusal(404, 'This seat has no such terminal.');
    return { id: seat.id, handler: (webSocket) => connect(webSocket) };
  }
}

/** An answer of HTTP, because the socket is none yet. */
function refuse(socket: Duplex, status: number): void {
  if (socket.destroyed) return;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
