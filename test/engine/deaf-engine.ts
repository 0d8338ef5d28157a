import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realEngine } from './real-engine.ts';

/** The machine's engine behind a socket of a test's own, which can stop to answer: connections stay, nothing comes. */
export interface DeafEngine extends AsyncDisposable {
  /** As a value of DOCKER_HOST. */
  readonly host: string;
  readonly socket: string;
  /** From now on nothing gets through, either way. */
  fallSilent(): void;
}

interface Manners {
  /** It answers pings, and nothing else from the beginning on: an engine whose storage hangs, for one. */
  readonly pingsOnly?: boolean;
}

export async function deafEngine({ pingsOnly = false }: Manners = {}): Promise<DeafEngine> {
  const { engine } = await realEngine();
  const { endpoint } = engine;
  if (endpoint.kind !== 'socket') throw new Error('This test needs an engine at a socket.');
  const folder = await mkdtemp(join(tmpdir(), 'sw-'));
  const socket = join(folder, 'deaf.sock');
  const ends = new Set<Socket>();
  let silent = false;
  const server = createServer((client) => {
    const real = connect(endpoint.path);
    const forward = (from: Socket, to: Socket, mayPass: (chunk: Buffer) => boolean) => {
      ends.add(from);
      from.on('data', (chunk) => {
        if (!silent && mayPass(chunk)) to.write(chunk);
      });
      from.on('error', () => {});
      from.on('close', () => {
        ends.delete(from);
        to.destroy();
      });
      from.on('end', () => {
        if (!silent) to.end();
      });
    };
    forward(client, real, (chunk) => !pingsOnly || chunk.includes(' /_ping '));
    forward(real, client, () => true);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    host: `unix://${socket}`,
    socket,
    fallSilent: () => {
      silent = true;
    },
    async [Symbol.asyncDispose]() {
      for (const end of ends) end.destroy();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
