import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where an engine is looked for. A value, so that tests can pass their own. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  /** Put before absolute paths such as /var/run: `/`, or a folder of a test. */
  readonly root: string;
}

/** The environment of this process. */
export function thisEnvironment(): Environment {
  return { variables: process.env, homeDirectory: homedir(), root: '/' };
}

/** A variable's value. An empty variable counts as not set, as for the Docker CLI. */
export function variable(environment: Environment, name: string): string | undefined {
  return environment.variables[name] || undefined;
}

/** The folder of the Docker CLI's configuration. */
export function dockerConfigDirectory(environment: Environment): string {
  return variable(environment, 'DOCKER_CONFIG') ?? join(environment.homeDirectory, '.docker');
}
