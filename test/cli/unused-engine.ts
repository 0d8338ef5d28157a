import { createServer } from 'node:http';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { temporaryFolder } from '../temporary-folder.ts';

/** Counts its requests, to show that a command that needs no engine does not contact one. */
export async function unusedEngine(
  t: ExecutionContext,
): Promise<{ readonly environment: Readonly<Record<string, string>>; readonly asked: () => number }> {
  const socket = join(await temporaryFolder(t), 'engine.sock');
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return { environment: { DOCKER_HOST: `unix://${socket}` }, asked: () => asked };
}
