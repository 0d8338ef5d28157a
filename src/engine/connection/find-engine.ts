import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { describeEndpoint, type Endpoint } from './endpoint.ts';
import { type Environment, thisEnvironment } from './environment.ts';
import { foreignAnswer } from './foreign-answer.ts';
import { strategies } from './strategies.ts';

/**
 * Milliseconds in which an engine at one of the usual sockets must answer a ping. Where nobody listens, the next place is
 * tried at once; one that listens may be slow (2 s were too short for Docker on a machine with a load of 20). An engine that
 * the user asked for gets as much time as for any question, because no other is tried in its place: ssh has to log in
 * first, and start a program on the other side.
 */
const guessLimitMs = 5_000;

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
    const engine = await Engine.at(proposal.endpoint);
    const failure = await pingFailure(engine, proposal.explicit ? undefined : guessLimitMs);
    if (failure === undefined) return { engine, how: proposal.how, tried };
    if (proposal.explicit) throw unusable(proposal.how, proposal.endpoint, failure);
    tried.push({ strategy: name, reason: failure.message });
  }
  throw new NoEngineError(tried, denied);
}

async function pingFailure(engine: Engine, limitMs: number | undefined): Promise<EngineError | undefined> {
  try {
    await engine.ping(limitMs);
    return undefined;
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
}

function unusable(how: string, endpoint: Endpoint, failure: EngineError): SwitchoverError {
  const place = `${how} asks for the engine at ${describeEndpoint(endpoint)}`;
  const foreign = foreignAnswer(failure.cause);
  const { statusCode } = failure.fields;
  const wrong =
    foreign !== undefined
      ? `${place}, and what answers there is no container engine, but a proxy or another server: it sent ${foreign}. Correct the address`
      : statusCode !== undefined
        ? `${place}, which refuses to answer (HTTP ${statusCode}). ${failure.message}. Make it answer`
        : `${place}, which does not answer. ${failure.message}. Start that engine`;
  const others =
    'or choose another one: unset DOCKER_HOST and DOCKER_CONTEXT and run "docker context use default" for this machine\'s own.';
  return new SwitchoverError('environment', `${wrong}, ${others}`, {
    ...(statusCode !== undefined && { statusCode }),
  });
}
