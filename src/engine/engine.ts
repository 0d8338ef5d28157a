import type { Container as DockerContainer } from 'dockerode';
import { deferred } from '../base/deferred.ts';
import type { Clients } from './connection/clients.ts';
import type { Endpoint } from './connection/endpoint.ts';
import { type EngineInfo, type EngineVersion, engineVersion, parseInfo } from './connection/engine-info.ts';
import { ForeignAnswer } from './connection/foreign-answer.ts';
import type { EngineWatch } from './connection/heartbeat.ts';
import { Requests } from './connection/requests.ts';
import { type TimeLimits, timeLimits } from './connection/time-limits.ts';
import { Container } from './containers/container.ts';
import { type ContainerSpec, createOptions } from './containers/container-spec.ts';
import { type ContainerSummary, containerSummaries } from './containers/container-summary.ts';
import { EngineError } from './engine-error.ts';
import { ImageStore } from './images/image-store.ts';
import { type LabelFilter, labelFilters } from './ownership/label-filter.ts';

/**
 * A container engine: Docker's, or Podman's through the same API. Everything that is asked of an engine goes through
 * here; every request has a time limit and fails with EngineError.
 */
export class Engine {
  readonly endpoint: Endpoint;
  readonly images: ImageStore;
  readonly #clients: Clients;
  readonly #requests: Requests;

  private constructor(endpoint: Endpoint, clients: Clients, limits: TimeLimits) {
    this.endpoint = endpoint;
    this.#clients = clients;
    this.#requests = new Requests(limits, (timeoutMs) => clients.limited(timeoutMs).ping());
    this.images = new ImageStore(this.#requests, clients.patient, clients.limited(limits.question));
  }

  /**
   * The engine at an endpoint. Sends nothing yet.
   *
   * @throws SwitchoverError (wrong-input) when SWITCHOVER_ENGINE_TIMEOUT is not a time limit
   */
  static async at(endpoint: Endpoint, limits: TimeLimits = timeLimits()): Promise<Engine> {
    // They bring gRPC and SSH along: 0.14 s of a core, for which what needs no engine shall not wait.
    const { Clients } = await import('./connection/clients.ts');
    return new Engine(endpoint, new Clients(endpoint), limits);
  }

  /** Watches the engine, also while nothing is asked of it, until the watch is disposed of. */
  watch(): EngineWatch {
    return this.#requests.watch();
  }

  /**
   * Waits for the end of something that the engine streams, which may be silent for as long as it likes.
   *
   * @param action what is waited for, in words that follow "could not"
   * @throws EngineError when the engine itself falls silent meanwhile
   */
  async whileThere<T>(action: string, work: Promise<T>): Promise<T> {
    using watch = this.watch();
    const { lost } = watch;
    const { promise, reject } = deferred<never>();
    lost.addEventListener('abort', () => reject(new EngineError(action, lost.reason)), { once: true });
    return await Promise.race([work, promise]);
  }

  async ping(timeoutMs: number = this.#requests.limits.question): Promise<void> {
    await this.#requests.make('reach the engine', timeoutMs, async () => {
      const answer: unknown = await this.#clients.limited(timeoutMs).ping();
      // Docker and Podman say that. A proxy or a captive portal sends a page of its own.
      if (String(answer).trim() !== 'OK') throw new ForeignAnswer(answer);
    });
  }

  async version(): Promise<EngineVersion> {
    const { question } = this.#requests.limits;
    const docker = this.#clients.limited(question);
    return this.#requests.make("ask the engine's version", question, async () =>
      engineVersion(await docker.version()),
    );
  }

  async info(): Promise<EngineInfo> {
    const { question } = this.#requests.limits;
    const docker = this.#clients.limited(question);
    return this.#requests.make('ask what the engine is', question, async () =>
      parseInfo(await docker.info()),
    );
  }

  /** Creates a container with its files in it. It does not run yet. */
  async createContainer(spec: ContainerSpec): Promise<Container> {
    const created = await this.#requests.make(`create ${spec.name}`, 'change', (abortSignal) =>
      this.#clients.patient.createContainer({ ...createOptions(spec), abortSignal }),
    );
    const container = this.#container(created, spec.name, { started: false });
    try {
      await container.writeFiles(spec.files ?? new Map());
      return container;
    } catch (error) {
      await container.remove();
      throw error;
    }
  }

  /** An existing container, such as one that {@link containers} found. */
  container({ id, name, state }: Pick<ContainerSummary, 'id' | 'name' | 'state'>): Container {
    return this.#container(this.#clients.patient.getContainer(id), name, { started: state !== 'created' });
  }

  /** All containers with certain labels, running or not. */
  async containers(having: LabelFilter): Promise<ContainerSummary[]> {
    return this.#requests.make('list containers', 'question', async (abortSignal) =>
      containerSummaries(
        await this.#clients.patient.listContainers({
          all: true,
          filters: { label: labelFilters(having) },
          abortSignal,
        }),
      ),
    );
  }

  #container(docker: DockerContainer, name: string, state: { readonly started: boolean }): Container {
    return new Container({ requests: this.#requests, docker, name }, state);
  }
}
