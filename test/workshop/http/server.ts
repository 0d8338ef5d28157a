import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { cookieName } from '../../../src/workshop/http/cookies.ts';
import type { PageFiles } from '../../../src/workshop/http/files.ts';
import {
  type ServerOptions,
  startWorkshopServer,
  type WorkshopServer,
} from '../../../src/workshop/http/workshop-server.ts';
import { type FakeSeat, fakeSeat, servicesOf } from './fake-seats.ts';

const script = Buffer.from('console.log(1);'.repeat(100));

export const samplePage: PageFiles = {
  files: new Map([
    ['main-0.js', { type: 'text/javascript; charset=utf-8', content: script }],
    ['page-0.css', { type: 'text/css; charset=utf-8', content: Buffer.from('p{}') }],
  ]),
  entries: {
    main: { script: 'main-0.js', style: 'page-0.css' },
    trainer: { script: 'trainer-0.js', style: 'page-0.css' },
  },
};

export interface TestServer extends WorkshopServer, AsyncDisposable {
  readonly seat: FakeSeat;
  readonly other: FakeSeat;
  readonly bugs: readonly unknown[];
}

/** A server on loopback with two seats and no lab. */
export async function startTestServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const [seat, other] = [fakeSeat('a'), fakeSeat('b')];
  const bugs: unknown[] = [];
  const server = await startWorkshopServer({
    port: 0,
    names: [],
    services: servicesOf(seat, other),
    page: samplePage,
    onBug: (error) => bugs.push(error),
    ...options,
  });
  return { ...server, seat, other, bugs, [Symbol.asyncDispose]: server.close };
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Comes in its own connection from this address. */
  readonly from?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends what a browser would not: any Host, any Origin. */
export function ask(
  { port }: Pick<WorkshopServer, 'port'>,
  path: string,
  { method = 'GET', headers = {}, body, from }: Asked = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        ...{ host: '127.0.0.1', port, path, method, agent: false },
        headers: { host: `localhost:${port}`, ...headers },
        ...(from !== undefined && { localAddress: from }),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

export const cookieOf = ({ port }: Pick<WorkshopServer, 'port'>, { token }: FakeSeat): string =>
  `${cookieName('seat', port, false)}=${token}`;

/** What the page sends with an action. */
export const pageHeaders = (server: TestServer, seat = server.seat): Record<string, string> => ({
  cookie: cookieOf(server, seat),
  origin: `http://localhost:${server.port}`,
  'content-type': 'application/json',
});

/** An action as the page sends it. */
export const post = (
  server: TestServer,
  path: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  ask(server, path, { method: 'POST', body, headers: { ...pageHeaders(server), ...headers } });

/** The first message of a socket, or the status with which it was refused. */
export function firstMessage(
  { port }: Pick<WorkshopServer, 'port'>,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<string | number> {
  return new Promise((resolve, reject) => {
    const { host = `localhost:${port}`, ...others } = headers;
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { host, ...others } });
    socket.on('message', (data) => {
      resolve(String(data));
      socket.close();
    });
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
      socket.terminate();
    });
    socket.on('error', reject);
  });
}

/** A connection that says what a test lets it say. `ended` resolves with everything that came, when it is closed. */
export async function rawConnection({
  port,
}: Pick<WorkshopServer, 'port'>): Promise<{ readonly socket: Socket; readonly ended: Promise<string> }> {
  const socket = connect({ host: '127.0.0.1', port });
  let text = '';
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  socket.on('error', () => {});
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, ended };
}
