import { access, constants, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { chosenContext, contextEndpoint, tlsMaterial } from './docker-context.ts';
import { type Endpoint, parseEndpoint } from './endpoint.ts';
import { dockerConfigDirectory, type Environment, variable } from './environment.ts';

/** One place where an engine may be. */
export interface Strategy {
  readonly name: string;
  readonly propose: (environment: Environment) => Promise<Proposal>;
}

/** `explicit`: the user asked for this engine, so another one must not take its place. */
export type Proposal =
  | {
      readonly kind: 'endpoint';
      readonly endpoint: Endpoint;
      readonly how: string;
      readonly explicit: boolean;
    }
  | { readonly kind: 'unfit'; readonly reason: string; readonly denied?: boolean };

/** First in the order of the Docker CLI, then the usual sockets of engines. */
export const strategies: readonly Strategy[] = [
  { name: 'DOCKER_HOST', propose: fromDockerHost },
  { name: 'Docker context', propose: fromContext },
  socket('Docker', ({ root }) => join(root, 'var/run/docker.sock')),
  socket('rootless Docker', (environment) => inRuntimeDirectory(environment, 'docker.sock')),
  socket('Docker Desktop', ({ homeDirectory }) => join(homeDirectory, '.docker/run/docker.sock')),
  socket('Docker Desktop for Linux', ({ homeDirectory }) =>
    join(homeDirectory, '.docker/desktop/docker.sock'),
  ),
  socket('rootless Podman', (environment) => inRuntimeDirectory(environment, 'podman/podman.sock')),
  socket('Podman', ({ root }) => join(root, 'run/podman/podman.sock')),
];

async function fromDockerHost(environment: Environment): Promise<Proposal> {
  const host = variable(environment, 'DOCKER_HOST');
  if (host === undefined) return { kind: 'unfit', reason: 'DOCKER_HOST is not set' };
  const verify = variable(environment, 'DOCKER_TLS_VERIFY') !== undefined;
  const wantsTls = verify || variable(environment, 'DOCKER_TLS') !== undefined;
  const folder = variable(environment, 'DOCKER_CERT_PATH') ?? dockerConfigDirectory(environment);
  const tls = wantsTls ? ((await tlsMaterial(folder, verify)) ?? { verify }) : undefined;
  return { kind: 'endpoint', endpoint: parseEndpoint(host, tls), how: 'DOCKER_HOST', explicit: true };
}

async function fromContext(environment: Environment): Promise<Proposal> {
  const context = await chosenContext(environment);
  if (context === undefined) return { kind: 'unfit', reason: 'no Docker context is chosen' };
  const endpoint = await contextEndpoint(environment, context.name);
  const how = `Docker context "${context.name}" (${context.chosenBy})`;
  return { kind: 'endpoint', endpoint, how, explicit: true };
}

function socket(name: string, locate: (environment: Environment) => string | undefined): Strategy {
  return {
    name: `${name} socket`,
    propose: async (environment) => {
      const path = locate(environment);
      if (path === undefined) return { kind: 'unfit', reason: 'XDG_RUNTIME_DIR is not set' };
      return (
        (await unusable(path)) ?? {
          kind: 'endpoint',
          endpoint: { kind: 'socket', path },
          how: path,
          explicit: false,
        }
      );
    },
  };
}

/** Looks before connecting, to tell a missing socket from a socket without permission. */
async function unusable(path: string): Promise<Proposal | undefined> {
  try {
    await lstat(path);
  } catch {
    return { kind: 'unfit', reason: `there is no ${path}` };
  }
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    const denied = error instanceof Error && 'code' in error && error.code === 'EACCES';
    return {
      kind: 'unfit',
      reason: denied ? `this user may not use ${path}` : `${path} leads nowhere`,
      denied,
    };
  }
}

function inRuntimeDirectory(environment: Environment, path: string): string | undefined {
  const directory = variable(environment, 'XDG_RUNTIME_DIR');
  return directory === undefined ? undefined : join(directory, path);
}
