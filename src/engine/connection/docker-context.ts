import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { isMissing } from '../../base/files/why-unreadable.ts';
import { understood } from '../understood.ts';
import { type Endpoint, parseEndpoint, type TlsMaterial } from './endpoint.ts';
import { dockerConfigDirectory, type Environment, variable } from './environment.ts';

/** The context of the Docker CLI that is chosen by `docker context use` or DOCKER_CONTEXT. */
export interface ChosenContext {
  readonly name: string;
  readonly chosenBy: 'DOCKER_CONTEXT' | 'docker context use';
}

const configFile = z.object({ currentContext: z.string().optional() });

const metaFile = z.object({
  Endpoints: z.object({
    docker: z.object({ Host: z.string().min(1), SkipTLSVerify: z.boolean().default(false) }),
  }),
});

/**
 * The context that the Docker CLI would use. Undefined for `default`, which means DOCKER_HOST or the usual socket.
 *
 * @throws SwitchoverError (environment) when the configuration of the Docker CLI cannot be understood
 */
export async function chosenContext(environment: Environment): Promise<ChosenContext | undefined> {
  const fromVariable = variable(environment, 'DOCKER_CONTEXT');
  if (fromVariable !== undefined) return choice(fromVariable, 'DOCKER_CONTEXT');
  const path = join(dockerConfigDirectory(environment), 'config.json');
  const text = await textOf(path);
  if (text === undefined) return undefined;
  return choice(parse(configFile, text, path).currentContext, 'docker context use');
}

/**
 * The endpoint of a context, with its TLS material.
 *
 * @throws SwitchoverError (environment) when the context does not exist or its files cannot be understood
 */
export async function contextEndpoint(environment: Environment, name: string): Promise<Endpoint> {
  const contexts = join(dockerConfigDirectory(environment), 'contexts');
  // The Docker CLI names a context's folders by the SHA-256 of its name.
  const folder = createHash('sha256').update(name).digest('hex');
  const path = join(contexts, 'meta', folder, 'meta.json');
  const text = await textOf(path);
  if (text === undefined) {
    throw new SwitchoverError(
      'environment',
      `The Docker context "${name}" does not exist (${path}). "docker context ls" lists all contexts, "docker context use" chooses one.`,
    );
  }
  const { Host, SkipTLSVerify } = parse(metaFile, text, path).Endpoints.docker;
  return parseEndpoint(Host, await tlsMaterial(join(contexts, 'tls', folder, 'docker'), !SkipTLSVerify));
}

/** The PEM files of a folder, under the names that Docker gives them; undefined when it has none. */
export async function tlsMaterial(folder: string, verify: boolean): Promise<TlsMaterial | undefined> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((file) => textOf(join(folder, file))),
  );
  if (ca === undefined && cert === undefined && key === undefined) return undefined;
  return { verify, ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function choice(name: string | undefined, chosenBy: ChosenContext['chosenBy']): ChosenContext | undefined {
  return name === undefined || name === '' || name === 'default' ? undefined : { name, chosenBy };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function parse<T>(schema: z.ZodType<T>, text: string, path: string): T {
  try {
    return understood(schema, JSON.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SwitchoverError('environment', `The Docker CLI's file ${path} cannot be understood: ${reason}`);
  }
}
