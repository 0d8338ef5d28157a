import Docker from 'dockerode';
import { call, timeLimits } from './call.ts';
import { Container } from './container.ts';
import { type ContainerSpec, createOptions } from './container-spec.ts';
import { connectionOptions, type Endpoint } from './endpoint.ts';
import { type EngineInfo, type EngineVersion, engineVersion, parseInfo } from './engine-info.ts';
import { ImageStore } from './image-store.ts';

/** Which labels a container must have: name to value, or to `true` for any value. */
export type LabelFilter = Readonly<Record<string, string | true>>;

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

  private constructor(endpoint: Endpoint, docker: Docker) {
    this.endpoint = endpoint;
    this.images = new ImageStore(docker);
    this.#docker = docker;
  }

  /** The engine at an endpoint; nothing is sent yet. */
  static at(endpoint: Endpoint): Engine {
    return new Engine(endpoint, new Docker(connectionOptions(endpoint)));
  }

  async ping(timeoutMs: number = timeLimits.question): Promise<void> {
    // A ping may go to somewhere that never answers, and takes no abort signal. So it has a connection with a time
    // limit of its own, or the process could not end before the system gives the connection up.
    const docker = new Docker({ ...connectionOptions(this.endpoint), timeout: timeoutMs });
    await call('reach the engine', timeoutMs, () => docker.ping());
  }

  async version(): Promise<EngineVersion> {
    return engineVersion(
      await call("ask the engine's version", timeLimits.question, () => this.#docker.version()),
    );
  }

  async info(): Promise<EngineInfo> {
    return parseInfo(await call('ask what the engine is', timeLimits.question, () => this.#docker.info()));
  }

  /** Creates a container with its files in it; it does not run yet. */
  async createContainer(spec: ContainerSpec): Promise<Container> {
    const created = await call(`create ${spec.name}`, timeLimits.change, (abortSignal) =>
      this.#docker.createContainer({ ...createOptions(spec), abortSignal }),
    );
    const container = new Container(created, spec.name, { started: false, stdin: spec.stdin ?? false });
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
    return new Container(this.#docker.getContainer(id), name, { started: state !== 'created', stdin: false });
  }

  /** All containers with certain labels, running or not. */
  async containers(having: LabelFilter): Promise<ContainerSummary[]> {
    const containers = await call('list containers', timeLimits.question, (abortSignal) =>
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

function labelFilters(having: LabelFilter): string[] {
  return Object.entries(having).map(([name, value]) => (value === true ? name : `${name}=${value}`));
}
