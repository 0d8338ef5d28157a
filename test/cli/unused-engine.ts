import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** Counts its requests, to show that a command that needs no engine does not contact one. */
export async function unusedEngine(
  t: ExecutionContext,
): Promise<{ readonly environment: Readonly<Record<string, string>>; readonly asked: () => number }> {
  const folder = await mkdtemp(join(tmpdir(), 'switchover-test-'));
  const socket = join(folder, 'engine.sock');
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
    return rm(folder, { recursive: true });
  });
  return { environment: { DOCKER_HOST: `unix://${socket}` }, asked: () => asked };
}
