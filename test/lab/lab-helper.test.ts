import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { profileNamed } from '../../src/definition/profile.ts';
import { Engine } from '../../src/engine/engine.ts';
import { Lab } from '../../src/lab/lab.ts';
import { makeBlueprint } from '../../src/lab/make-blueprint.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { dualRedundancy } from '../topology/definitions.ts';

/** A lab on an engine that takes a moment to start a container, and may refuse the first start. */
async function labOn(t: ExecutionContext, { refusesFirst }: { readonly refusesFirst: boolean }) {
  const asked: string[] = [];
  let starts = 0;
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '', 'http://engine').pathname;
    asked.push(`${request.method} ${path}`);
    await pause(50);
    if (path === '/containers/create') response.writeHead(201).end('{"Id":"helper"}');
    else if (path.endsWith('/start') && refusesFirst && starts++ === 0)
      response.writeHead(500).end('{"message":"no"}');
    else response.writeHead(204).end();
  });
  const socket = join(await temporaryFolder(t), 'engine.sock');
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const blueprint = await makeBlueprint({
    definition: dualRedundancy(),
    profile: profileNamed('fast'),
    dataplane: 'auto',
    kernel: { esp: false, multipathHashSeed: true, netem: false },
    image: 'switchover-node:1',
    now: new Date(),
  });
  const lab = new Lab(await Engine.at({ kind: 'socket', path: socket }), blueprint);
  return { lab, times: (what: string) => asked.filter((one) => one === what).length };
}

test('a helper that is still starting when a lab is left is removed', async (t) => {
  const { lab, times } = await labOn(t, { refusesFirst: false });
  // No node runs, so it fails as soon as it has its helper.
  const wiring = t.throwsAsync(lab.wire());
  await lab.leave();
  await wiring;
  t.is(times('DELETE /containers/helper'), 1);
});

test('a helper that could not start is tried again by the next one who needs it', async (t) => {
  const { lab, times } = await labOn(t, { refusesFirst: true });
  await t.throwsAsync(lab.wire(), { message: /^Could not start switchover-wiring-/ });
  await t.throwsAsync(lab.wire(), { message: /^(?!Could not start)/ });
  t.is(times('POST /containers/create'), 2);
  await lab.leave();
});
