import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where an engine is looked for. A value, so that a test can make one up. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  /** What stands before absolute paths such as /var/run: `/`, but a directory of its own in a test. */
  readonly root: string;
}

/** The surroundings of this process. */
export function thisEnvironment(): Environment {
  return { variables: process.env, homeDirectory: homedir(), root: '/' };
}

/** A variable's value; what is set to nothing counts as not set, as it does for the Docker CLI. */
export function variable(environment: Environment, name: string): string | undefined {
  return environment.variables[name] || undefined;
}

/** The directory of the Docker CLI's configuration. */
export function dockerConfigDirectory(environment: Environment): string {
  return variable(environment, 'DOCKER_CONFIG') ?? join(environment.homeDirectory, '.docker');
}
