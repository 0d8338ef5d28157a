import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { getRequestListener } from '@hono/node-server';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { workshopApp } from './app.ts';
import type { Extension } from './app-env.ts';
import { limitedConnections } from './connections.ts';
import type { PageFiles } from './files.ts';
import { objectionTo } from './gate.ts';
import { allowedHosts, asHost, type Hosts, type PublicName } from './hosts.ts';
import { type Limits, Places, RateLimit, usualLimits } from './limits.ts';
import type { Listening } from './listening.ts';
import { Refusal } from './refusal.ts';
import type { SeatServices } from './seat-services.ts';
import { securityHeaders } from './security-headers.ts';
import { type SocketOptions, Sockets } from './sockets.ts';
import type { TlsFiles } from './tls.ts';

export interface ServerOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** Where it listens; absent: only this machine can reach it. */
  readonly listen?: Listening | undefined;
  readonly names: readonly PublicName[];
  readonly tls?: TlsFiles | undefined;
  readonly services: SeatServices;
  readonly page: PageFiles;
  readonly limits?: Partial<Limits>;
  readonly onBug: (error: unknown) => void;
  /** Further routes and sockets, such as those of a room. */
  readonly extend?: Extension | undefined;
  readonly otherSockets?: SocketOptions['others'];
}

export interface WorkshopServer {
  readonly port: number;
  /** Without a slash at its end. The first is the best one to show. */
  readonly origins: readonly string[];
  /** Ends every connection. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the server of the workshop.
 *
 * @throws SwitchoverError (environment) when the port is taken, or the address is not of this machine
 */
export async function startWorkshopServer(options: ServerOptions): Promise<WorkshopServer> {
  const { tls, listen, names } = options;
  const limits = { ...usualLimits, ...options.limits };
  const server = makeServer(limits, tls);
  server.on('connection', limitedConnections(limits));
  const port = await listening(server, options.port, listen?.address ?? '127.0.0.1');
  const addresses = listen?.reachedBy ?? [];
  const hosts = allowedHosts({ port, tls: tls !== undefined, addresses, names });
  const streams = new Places(limits.streams);
  const addressRequests = new RateLimit(limits.addressRequests);
  const app = workshopApp({ ...options, hosts, port, limits, streams });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const objection = firstObjection(request, hosts, addressRequests);
    if (objection) refuse(response, objection);
    else void answer(request, response);
  });
  const { services, otherSockets } = options;
  const sockets = new Sockets({ services, hosts, port, streams, addressRequests, others: otherSockets });
  server.on('upgrade', sockets.accept);
  return {
    port,
    origins: originsToShow({ scheme: tls ? 'https' : 'http', port, addresses, names }),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      sockets.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function makeServer({ requestMs }: Limits, tls: TlsFiles | undefined): Server {
  const options = {
    headersTimeout: requestMs,
    requestTimeout: requestMs,
    // By default every 30 s.
    connectionsCheckingInterval: Math.min(1000, requestMs / 2),
    maxHeaderSize: 16 * 1024,
  };
  if (!tls) return createServer(options);
  const { certificate: cert, privateKey: key } = tls;
  return createTlsServer({ ...options, cert, key, handshakeTimeout: requestMs, minVersion: 'TLSv1.2' });
}

async function listening(server: Server, port: number, address: string): Promise<number> {
  try {
    server.listen({ port, host: address });
    await once(server, 'listening');
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new SwitchoverError(
      'environment',
      `The workshop cannot listen on ${asHost(address)}:${port}: ${reasonOf(cause) ?? message}.`,
      { cause },
    );
  }
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('A server that listens has a port.');
  return bound.port;
}

function reasonOf(cause: unknown): string | undefined {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return {
    EADDRINUSE: 'another program uses that port; choose one with --port, or --port 0 for any',
    EADDRNOTAVAIL: 'this machine does not have that address',
    EACCES: 'this user may not use that port; choose one above 1023 with --port',
  }[code];
}

function firstObjection(
  request: IncomingMessage,
  hosts: Hosts,
  addressRequests: RateLimit,
): Refusal | undefined {
  return addressRequests.admits(request.socket.remoteAddress ?? '')
    ? objectionTo(request, hosts, 'request')
    : new Refusal(429, 'That was too much at once: wait a second.');
}

/** Reads no body, and ends the connection. */
function refuse(response: ServerResponse, { status, message }: Refusal): void {
  response.writeHead(status, {
    ...securityHeaders,
    'content-type': 'application/json',
    connection: 'close',
  });
  response.end(JSON.stringify({ error: message }));
}

interface Shown {
  readonly scheme: 'http' | 'https';
  readonly port: number;
  readonly addresses: readonly string[];
  readonly names: readonly PublicName[];
}

/** What was named comes first, then the addresses that others can reach, then this machine. */
function originsToShow({ scheme, port, addresses, names }: Shown): string[] {
  const withPort = (host: string) => `${host}${port === (scheme === 'https' ? 443 : 80) ? '' : `:${port}`}`;
  return [
    ...names.map(
      ({ scheme: own, host }) => `${own ?? scheme}://${own || host.includes(':') ? host : withPort(host)}`,
    ),
    ...addresses.map((address) => `${scheme}://${withPort(asHost(address))}`),
    // Not by its name, which may be another program's on [::1].
    ...(addresses.length === 0 ? [`${scheme}://${withPort('127.0.0.1')}`] : []),
  ];
}
