import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type WebSocket, WebSocketServer } from 'ws';
import { projectFolder } from '../../../src/base/project-folder.ts';
import type { PageUpdate } from '../../../src/workshop/protocol/updates.ts';

/** The page with a stream that a test writes: no lab, no engine. */
export interface PageServer extends AsyncDisposable {
  readonly url: string;
  /** What the page asked for, with paths and bodies in their order. */
  readonly requests: readonly { readonly path: string; readonly body: unknown }[];
  /** The files of the page, by their names. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Tells all pages, without keeping it for the next stream. */
  send(...updates: readonly PageUpdate[]): void;
  /** Ends all streams; while it is refused, new ones get an error. */
  cut(isRefused: boolean): void;
}

/**
 * @param first what every new stream begins with
 * @param respond what the page gets for a request that it makes: updates for the stream, or the text of a refusal
 * @param terminal what a terminal that the page opens, with the id `shell`, is connected to
 */
export async function pageServer(
  first: readonly PageUpdate[],
  respond: (path: string, body: unknown) => readonly PageUpdate[] | string = () => [],
  terminal?: (socket: WebSocket) => void,
): Promise<PageServer> {
  const files = await builtPage();
  const streams = new Set<ServerResponse>();
  const requests: { path: string; body: unknown }[] = [];
  let refused = false;
  const send = (...updates: readonly PageUpdate[]) => {
    for (const stream of streams)
      for (const update of updates) stream.write(`data: ${JSON.stringify(update)}\n\n`);
  };
  const server = createServer(async (request, response) => {
    response.setHeader('content-security-policy', terminal ? policyWithTerminals : policy);
    const path = request.url ?? '/';
    if (path === '/') return void response.setHeader('content-type', 'text/html').end(shell);
    if (path === '/api/stream') {
      if (refused) return void response.writeHead(503).end();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      streams.add(response);
      response.on('close', () => streams.delete(response));
      response.write('retry: 200\n\n');
      for (const update of first) response.write(`data: ${JSON.stringify(update)}\n\n`);
      return;
    }
    if (path.startsWith('/api/azure/'))
      return void response.end('Name    Status\n------  ---------\ncon1    Connected\n');
    if (request.method === 'POST') {
      const body: unknown = JSON.parse(await bodyOf(request));
      requests.push({ path, body });
      const answer = respond(path, body);
      if (typeof answer === 'string')
        return void response.writeHead(409).end(JSON.stringify({ error: answer }));
      const said = path === '/api/terminals' ? { id: 'shell' } : {};
      response.setHeader('content-type', 'application/json').end(JSON.stringify(said));
      return send(...answer);
    }
    const name = path.replace('/assets/', '');
    const file = files.get(name);
    if (!file) return void response.writeHead(404).end();
    response.setHeader('content-type', name.endsWith('.css') ? 'text/css' : 'text/javascript').end(file);
  });
  if (terminal) new WebSocketServer({ server, path: '/api/terminals/shell' }).on('connection', terminal);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const cut = (isRefused: boolean) => {
    refused = isRefused;
    for (const stream of streams) stream.end();
  };
  return {
    url: `http://127.0.0.1:${address.port}/`,
    requests,
    files,
    send,
    cut,
    async [Symbol.asyncDispose]() {
      cut(true);
      server.closeAllConnections();
      server.close();
    },
  };
}

/** As strict as the real server is, and no inline style either. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'";

/** A terminal writes its colours into an element, and the real server allows that. */
const policyWithTerminals = policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

const shell = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>switchover workshop</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/page.css">
<script type="module" src="/assets/main.js"></script></head><body><div id="page"></div></body></html>`;

async function builtPage(): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = fileURLToPath(new URL('src/workshop/client/', projectFolder));
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: ['main.tsx', 'page.css'],
    outdir: 'served',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    write: false,
  });
  return new Map(outputFiles.map(({ path, contents }) => [path.split('/').at(-1) ?? '', contents]));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}
