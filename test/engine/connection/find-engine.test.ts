import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { SwitchoverError } from '../../../src/base/errors/switchover-error.ts';
import type { Environment } from '../../../src/engine/connection/environment.ts';
import { findEngine, NoEngineError } from '../../../src/engine/connection/find-engine.ts';

/** A machine without the sockets and settings of the real one. */
async function machine(t: ExecutionContext, variables: Record<string, string> = {}): Promise<Environment> {
  const root = await mkdtemp(join(tmpdir(), 'sw-'));
  t.teardown(() => rm(root, { recursive: true }));
  return { variables, homeDirectory: join(root, 'home'), root };
}

/** Listens at a socket, and answers pings at once, too late for a guess, or never. */
async function engineAt(
  t: ExecutionContext,
  path: string,
  behaviour: 'answers' | 'answers late' | 'hangs',
): Promise<Server> {
  await mkdir(dirname(path), { recursive: true });
  const server = createServer(async (_, response) => {
    if (behaviour === 'answers late') await pause(5_500);
    if (behaviour !== 'hangs') response.end('OK');
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return server;
}

test('the socket of the system is found', async (t) => {
  const environment = await machine(t);
  const socket = join(environment.root, 'var/run/docker.sock');
  await engineAt(t, socket, 'answers');
  const { how, engine, tried } = await findEngine(environment);
  t.is(how, socket);
  t.deepEqual(engine.endpoint, { kind: 'socket', path: socket });
  t.deepEqual(tried, [
    { strategy: 'DOCKER_HOST', reason: 'DOCKER_HOST is not set' },
    { strategy: 'Docker context', reason: 'no Docker context is chosen' },
  ]);
});

test("Podman's socket is found when Docker's does not answer", async (t) => {
  const environment = await machine(t);
  await engineAt(t, join(environment.root, 'var/run/docker.sock'), 'hangs');
  const podman = join(environment.root, 'run/podman/podman.sock');
  await engineAt(t, podman, 'answers');
  const { how, tried } = await findEngine(environment);
  t.is(how, podman);
  t.deepEqual(tried[2], {
    strategy: 'Docker socket',
    reason: 'Could not reach the engine: no answer within 5 s',
  });
});

test('the sockets of a user are looked for in the runtime directory and at home', async (t) => {
  const bare = await machine(t);
  const environment = { ...bare, variables: { XDG_RUNTIME_DIR: join(bare.root, 'user') } };
  const home = join(bare.homeDirectory, '.docker/desktop/docker.sock');
  await engineAt(t, home, 'answers');
  t.is((await findEngine(environment)).how, home);
  const rootless = join(bare.root, 'user/docker.sock');
  await engineAt(t, rootless, 'answers');
  t.is((await findEngine(environment)).how, rootless);
});

test('DOCKER_HOST comes before every socket', async (t) => {
  const bare = await machine(t);
  await engineAt(t, join(bare.root, 'var/run/docker.sock'), 'answers');
  const socket = join(bare.root, 'mine.sock');
  await engineAt(t, socket, 'answers');
  const { how, engine } = await findEngine({ ...bare, variables: { DOCKER_HOST: `unix://${socket}` } });
  t.is(how, 'DOCKER_HOST');
  t.deepEqual(engine.endpoint, { kind: 'socket', path: socket });
});

test('an engine that the user asked for may be slow', async (t) => {
  const bare = await machine(t);
  const socket = join(bare.root, 'far.sock');
  await engineAt(t, socket, 'answers late');
  const { engine } = await findEngine({ ...bare, variables: { DOCKER_HOST: `unix://${socket}` } });
  t.deepEqual(engine.endpoint, { kind: 'socket', path: socket });
});

test('an engine that the user asked for has to answer: no other takes its place', async (t) => {
  const bare = await machine(t);
  await engineAt(t, join(bare.root, 'var/run/docker.sock'), 'answers');
  const socket = join(bare.root, 'none.sock');
  const search = findEngine({ ...bare, variables: { DOCKER_HOST: `unix://${socket}` } });
  const error = await t.throwsAsync(search, { instanceOf: SwitchoverError });
  t.is(
    error?.message,
    `DOCKER_HOST asks for the engine at unix://${socket}, which does not answer. Could not reach the engine: connect ENOENT ${socket}. ` +
      'Start that engine, or choose another one: unset DOCKER_HOST and DOCKER_CONTEXT and run "docker context use default" for this machine\'s own.',
  );
  t.false(error instanceof NoEngineError);
});

test('without an engine, the error names every place with the reason', async (t) => {
  const environment = await machine(t);
  const error = await t.throwsAsync(findEngine(environment), { instanceOf: NoEngineError });
  t.is(error?.denied, false);
  t.deepEqual(
    error?.tried.map(({ reason }) => reason.replace(environment.root, '')),
    [
      'DOCKER_HOST is not set',
      'no Docker context is chosen',
      'there is no /var/run/docker.sock',
      'XDG_RUNTIME_DIR is not set',
      'there is no /home/.docker/run/docker.sock',
      'there is no /home/.docker/desktop/docker.sock',
      'XDG_RUNTIME_DIR is not set',
      'there is no /run/podman/podman.sock',
    ],
  );
});

test('the current context of the Docker CLI is used', async (t) => {
  const environment = await machine(t);
  const socket = join(environment.root, 'context.sock');
  await engineAt(t, socket, 'answers');
  await writeContext(environment, 'lab', `unix://${socket}`);
  const { how } = await findEngine(environment);
  t.is(how, 'Docker context "lab" (docker context use)');
});

async function writeContext(environment: Environment, name: string, host: string): Promise<void> {
  const folder = createHash('sha256').update(name).digest('hex');
  const meta = join(environment.homeDirectory, '.docker/contexts/meta', folder);
  await mkdir(meta, { recursive: true });
  await writeFile(
    join(environment.homeDirectory, '.docker/config.json'),
    JSON.stringify({ currentContext: name }),
  );
  await writeFile(
    join(meta, 'meta.json'),
    JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }),
  );
}
