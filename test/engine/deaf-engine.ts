import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realEngine } from './real-engine.ts';

/** The machine's engine behind a test's own socket, which can stop answering: connections stay open without data. */
export interface DeafEngine extends AsyncDisposable {
  /** The value for DOCKER_HOST. */
  readonly host: string;
  readonly socket: string;
  /** From now on no data passes, in either direction. */
  fallSilent(): void;
}

interface Manners {
  /** From the beginning it answers only pings, as an engine whose storage hangs. */
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
  // A command whose input has ended still has output.
  const halfOpen = { allowHalfOpen: true };
  const server = createServer(halfOpen, (client) => {
    const real = connect({ path: endpoint.path, ...halfOpen });
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
