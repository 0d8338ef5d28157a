import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { Engine } from '../engine.ts';
import { describeEndpoint, type Endpoint } from './endpoint.ts';
import { type Environment, thisEnvironment } from './environment.ts';
import { strategies } from './strategies.ts';

/**
 * Milliseconds in which an engine must answer a ping. An engine that the user asked for gets more time, because no other
 * is tried in its place: ssh has to log in and start a program on the other side first, and an engine in an emulated
 * guest on a busy machine needed more than 2 s.
 */
const pingLimits = { askedFor: 15_000, guessed: 2_000 } as const;

export interface FoundEngine {
  readonly engine: Engine;
  /** How it was found: a variable, a context or a socket. */
  readonly how: string;
  /** The places that were tried before, and why they did not fit. */
  readonly tried: readonly Attempt[];
}

export interface Attempt {
  readonly strategy: string;
  readonly reason: string;
}

/** No engine was found, and the user did not ask for a certain one: installing one may help. */
export class NoEngineError extends SwitchoverError {
  override readonly name = 'NoEngineError';
  readonly tried: readonly Attempt[];
  /** There is a socket, but this user may not use it. */
  readonly denied: boolean;

  constructor(tried: readonly Attempt[], denied: boolean) {
    const places = tried.map(({ strategy, reason }) => `  ${strategy}: ${reason}`).join('\n');
    super('environment', `No Docker engine was found.\n${places}`);
    this.tried = tried;
    this.denied = denied;
  }
}

/**
 * Finds the engine that the Docker CLI would use, or else one at the usual sockets, Podman's too.
 *
 * @throws NoEngineError when none is found
 * @throws SwitchoverError (environment) when DOCKER_HOST or a Docker context asks for one that does not answer
 */
export async function findEngine(environment: Environment = thisEnvironment()): Promise<FoundEngine> {
  const tried: Attempt[] = [];
  let denied = false;
  for (const { name, propose } of strategies) {
    const proposal = await propose(environment);
    if (proposal.kind === 'unfit') {
      tried.push({ strategy: name, reason: proposal.reason });
      denied ||= proposal.denied ?? false;
      continue;
    }
    const engine = Engine.at(proposal.endpoint);
    const failure = await pingFailure(engine, proposal.explicit ? pingLimits.askedFor : pingLimits.guessed);
    if (failure === undefined) return { engine, how: proposal.how, tried };
    if (proposal.explicit) throw unanswered(proposal.how, proposal.endpoint, failure);
    tried.push({ strategy: name, reason: failure });
  }
  throw new NoEngineError(tried, denied);
}

async function pingFailure(engine: Engine, limitMs: number): Promise<string | undefined> {
  try {
    await engine.ping(limitMs);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function unanswered(how: string, endpoint: Endpoint, failure: string): SwitchoverError {
  return new SwitchoverError(
    'environment',
    `${how} asks for the engine at ${describeEndpoint(endpoint)}, which does not answer. ${failure}. ` +
      `Start that engine, or choose another one: unset DOCKER_HOST and DOCKER_CONTEXT and run "docker context use default" for this machine's own.`,
  );
}
