import Docker from 'dockerode';
import { connectionOptions, type Endpoint } from './connection/endpoint.ts';
import { type EngineInfo, type EngineVersion, engineVersion, parseInfo } from './connection/engine-info.ts';
import { type TimeLimits, timeLimits } from './connection/time-limits.ts';
import { Container } from './containers/container.ts';
import { type ContainerSpec, createOptions } from './containers/container-spec.ts';
import { Line, type Listening } from './containers/line.ts';
import { EngineError } from './engine-error.ts';
import { ImageStore } from './images/image-store.ts';
import { type LabelFilter, labelFilters } from './ownership/label-filter.ts';

export interface ContainerSummary {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** As the engine names it: `created`, `running`, `exited`, `removing`, `dead`, ... */
  readonly state: string;
}

/**
 * A container engine: Docker's, or Podman's through the same API. The only door to it; every request has a time
 * limit and fails with EngineError.
 */
export class Engine {
  readonly endpoint: Endpoint;
  readonly images: ImageStore;
  readonly #docker: Docker;
  readonly #line: Line;

  private constructor(endpoint: Endpoint, limits: TimeLimits) {
    this.endpoint = endpoint;
    this.#docker = new Docker(connectionOptions(endpoint));
    this.#line = new Line(limits, (timeoutMs) => limited(endpoint, timeoutMs).ping());
    this.images = new ImageStore(this.#line, this.#docker, limited(endpoint, limits.question));
  }

  /**
   * The engine at an endpoint; nothing is sent yet.
   *
   * @throws SwitchoverError (environment) when SWITCHOVER_ENGINE_TIMEOUT is no time limit
   */
  static at(endpoint: Endpoint, limits: TimeLimits = timeLimits()): Engine {
    return new Engine(endpoint, limits);
  }

  /** Has the engine watched, also while nothing is asked of it, until that is disposed of. */
  listen(): Listening {
    return this.#line.listen();
  }

  /**
   * Waits for the end of something that the engine streams, which it may do for ever without a word.
   *
   * @param action what is waited for, in words that follow "could not"
   * @throws EngineError when the engine falls silent meanwhile
   */
  async whileHeard<T>(action: string, work: Promise<T>): Promise<T> {
    using listening = this.listen();
    const { silence } = listening;
    const silent = new Promise<never>((_, reject) => {
      silence.addEventListener('abort', () => reject(new EngineError(action, silence.reason)), {
        once: true,
      });
    });
    return await Promise.race([work, silent]);
  }

  async ping(timeoutMs: number = this.#line.limits.question): Promise<void> {
    await this.#line.call('reach the engine', timeoutMs, () => limited(this.endpoint, timeoutMs).ping());
  }

  async version(): Promise<EngineVersion> {
    const { question } = this.#line.limits;
    const docker = limited(this.endpoint, question);
    return engineVersion(await this.#line.call("ask the engine's version", question, () => docker.version()));
  }

  async info(): Promise<EngineInfo> {
    const { question } = this.#line.limits;
    const docker = limited(this.endpoint, question);
    return this.#line.call('ask what the engine is', question, async () => parseInfo(await docker.info()));
  }

  /** Creates a container with its files in it; it does not run yet. */
  async createContainer(spec: ContainerSpec): Promise<Container> {
    const created = await this.#line.call(`create ${spec.name}`, 'change', (abortSignal) =>
      this.#docker.createContainer({ ...createOptions(spec), abortSignal }),
    );
    const container = new Container(this.#line, created, spec.name, { started: false });
    try {
      await container.writeFiles(spec.files ?? new Map());
      return container;
    } catch (error) {
      await container.remove();
      throw error;
    }
  }

  /** A container that exists already, such as one that {@link containers} found. */
  container({ id, name, state }: Pick<ContainerSummary, 'id' | 'name' | 'state'>): Container {
    return new Container(this.#line, this.#docker.getContainer(id), name, { started: state !== 'created' });
  }

  /** All containers with certain labels, running or not. */
  async containers(having: LabelFilter): Promise<ContainerSummary[]> {
    const containers = await this.#line.call('list containers', 'question', (abortSignal) =>
      this.#docker.listContainers({ all: true, filters: { label: labelFilters(having) }, abortSignal }),
    );
    return containers.map(({ Id, Names, Labels, State }) => ({
      id: Id,
      // Never without a name, but the API has a list of them, each with a slash before it.
      name: Names[0]?.replace(/^\//, '') ?? Id,
      labels: Labels,
      state: State,
    }));
  }
}

/**
 * For what takes no abort signal: a connection that closes by itself when nothing comes, or the process could not end
 * before the system gives the connection up.
 */
function limited(endpoint: Endpoint, timeoutMs: number): Docker {
  return new Docker({ ...connectionOptions(endpoint), timeout: timeoutMs });
}
