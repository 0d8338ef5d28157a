import { randomUUID } from 'node:crypto';
import { ownerLabel, thisOwner } from '../../base/ownership/owner.js';
import type { Container } from '../containers/container.ts';
import type { ContainerSpec } from '../containers/container-spec.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { labels } from '../ownership/labels.ts';

export interface HelperRequest {
  /** One word for what it does; part of the container's name. */
  readonly purpose: string;
  /** Any image with a shell and the programs that the scripts call. */
  readonly image: string;
  /** Linux capabilities; none unless given. */
  readonly capabilities?: readonly string[];
  /** `host`: it sees all processes of the engine's host. */
  readonly pidNamespace?: 'host';
  /** As of a container. Needed to enter the namespaces of other containers. */
  readonly confinement?: 'none';
  /** As of a container. */
  readonly readOnly?: boolean;
  /** Device files of the engine's host, such as /dev/net/tun. */
  readonly devices?: readonly string[];
  /** Labels of the run that it belongs to. */
  readonly labels?: Readonly<Record<string, string>>;
}

const scriptLimitMs = 60_000;

/**
 * A container that works for a lab as root on the engine's host. So nothing has to run on this machine, and the engine
 * can be on another one. It has no network. Its caller removes it; garbage collection does if the caller dies.
 */
export class Helper {
  readonly #purpose: string;
  readonly #container: Container;

  private constructor(purpose: string, container: Container) {
    this.#purpose = purpose;
    this.#container = container;
  }

  /** Starts a helper. It takes the same time as starting a node, so start both together. */
  static async start(engine: Engine, request: HelperRequest): Promise<Helper> {
    const container = await engine.createContainer(helperSpec(request));
    try {
      await container.start();
      return new Helper(request.purpose, container);
    } catch (error) {
      await container.remove();
      throw error;
    }
  }

  /**
   * Runs a shell script, of any length, up to the first command that fails.
   *
   * @returns what it wrote to standard output
   * @throws EngineError with what the script wrote to standard error when it fails
   */
  async run(script: string, timeoutMs: number = scriptLimitMs): Promise<string> {
    const { exitCode, stdout, stderr } = await this.#container.exec(shell, { input: script, timeoutMs });
    if (exitCode !== 0) {
      const words = `its script ended with ${exitCode}:\n${stderr.trimEnd() || script}`;
      throw new EngineError(`run the ${this.#purpose} helper`, new Error(words));
    }
    return stdout;
  }

  remove(): Promise<void> {
    return this.#container.remove();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.remove();
  }
}

/** Starts a helper for one script and removes it. @returns what the script wrote to standard output */
export async function runHelper(engine: Engine, request: HelperRequest, script: string): Promise<string> {
  await using helper = await Helper.start(engine, request);
  return await helper.run(script);
}

/** Reads the whole script before it runs: a program in the script must not read the rest of it as its input. */
const shell = ['sh', '-ec', 'script=$(cat); exec </dev/null; eval "$script"'];

function helperSpec(request: HelperRequest): ContainerSpec {
  const {
    purpose,
    image,
    capabilities = [],
    pidNamespace,
    confinement,
    readOnly = false,
    devices = [],
    labels: own = {},
  } = request;
  return {
    name: `switchover-${purpose}-${randomUUID().slice(0, 8)}`,
    hostname: purpose,
    image,
    command: ['sleep', 'infinity'],
    labels: { ...own, [labels.role]: 'helper', [labels.owner]: ownerLabel(thisOwner()) },
    network: 'none',
    capabilities,
    devices,
    readOnly,
    ...(pidNamespace && { pidNamespace }),
    ...(confinement && { confinement }),
  };
}
