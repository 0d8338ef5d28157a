import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { type Files, packFiles } from '../containers/archive.ts';
import type { Line } from '../containers/line.ts';
import { EngineError, isNotFound } from '../engine-error.ts';
import { type LabelFilter, labelFilters } from '../ownership/label-filter.ts';
import type { Progress } from './progress.ts';
import { followProgress } from './progress-stream.ts';

export interface ImageSummary {
  readonly id: string;
  readonly tags: readonly string[];
  readonly sizeBytes: number;
  readonly labels: Readonly<Record<string, string>>;
}

export interface BuildRequest {
  readonly tag: string;
  /** The build context, with a Dockerfile in it. */
  readonly context: Files;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * A registry that is out of reach shows nothing at all; one that is slow shows some progress all the time. So
 * these two limits, in milliseconds, and none for the whole.
 */
const pullLimits = { firstSign: 10_000, silence: 60_000 };
/** A compiler or a package manager may be silent for long while an image is built. */
const buildLimits = { firstSign: 600_000, silence: 600_000 };

/** Work that goes on for long: somebody is told how far it is, and may end it. */
export interface Watched {
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** The images of an engine. All methods throw EngineError when the engine refuses or does not answer. */
export class ImageStore {
  readonly #line: Line;
  readonly #docker: Docker;
  readonly #limited: Docker;

  /** @param limited closes its connections after a while, for what takes no abort signal */
  constructor(line: Line, docker: Docker, limited: Docker) {
    this.#line = line;
    this.#docker = docker;
    this.#limited = limited;
  }

  /** The image with that tag or id, if there is one. */
  async find(reference: string): Promise<ImageSummary | undefined> {
    try {
      const image = await this.#line.call(`look for the image ${reference}`, 'question', () =>
        this.#limited.getImage(reference).inspect(),
      );
      return summary(image.Id, image.RepoTags, image.Size, image.Config.Labels);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** All images whose name, without their tag, is the given one. */
  async named(repository: string): Promise<ImageSummary[]> {
    const images = await this.#line.call('list images', 'question', (abortSignal) =>
      this.#docker.listImages({ filters: { reference: [repository] }, abortSignal }),
    );
    return images.map(({ Id, RepoTags, Size, Labels }) => summary(Id, RepoTags, Size, Labels));
  }

  /** Images with certain labels that have no name, and of which no other one is made. */
  async nameless(having: LabelFilter): Promise<ImageSummary[]> {
    const filters = { dangling: ['true'], label: labelFilters(having) };
    const images = await this.#line.call('list nameless images', 'question', (abortSignal) =>
      this.#docker.listImages({ filters, abortSignal }),
    );
    return images.map(({ Id, RepoTags, Size, Labels }) => summary(Id, RepoTags, Size, Labels));
  }

  /**
   * Builds an image from a Dockerfile. Steps have the network of the engine's host: a build must reach package
   * mirrors, and Docker's own bridge may collide with a network that those are in.
   */
  async build({ tag, context, buildArguments, labels }: BuildRequest, watched: Watched): Promise<void> {
    // Without times of their own, so that the same sources are the same archive.
    const archive = await packFiles(context, new Date(0));
    await this.#watch(`build ${tag}`, buildLimits, watched, (abortSignal) =>
      this.#docker.buildImage(Readable.from([archive]), {
        t: tag,
        buildargs: { ...buildArguments },
        labels: { ...labels },
        networkmode: 'host',
        rm: true,
        forcerm: true,
        abortSignal,
      }),
    );
  }

  /** Makes an image of one layer from a tar archive of a root file system. */
  async importRootFileSystem(
    tarFile: string,
    tag: string,
    labels: Readonly<Record<string, string>>,
    watched: Watched,
  ): Promise<void> {
    const changes = Object.entries(labels).map(([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`);
    const { transfer } = this.#line.limits;
    const limits = { firstSign: transfer, silence: transfer };
    await this.#watch(`import ${tag}`, limits, watched, (abortSignal) =>
      // The API lets `repo` include the tag. Podman 4.3 takes no notice of one that comes as `tag`.
      this.#docker.importImage(createReadStream(tarFile), { repo: tag, changes, abortSignal }),
    );
  }

  /** Fetches an image from its registry. Fails soon where no registry can be reached. */
  async pull(reference: string, watched: Watched): Promise<void> {
    await this.#watch(`pull ${reference}`, pullLimits, watched, (abortSignal) =>
      this.#docker.pull(reference, { abortSignal }),
    );
  }

  /** Gives an image another name. */
  async tag(reference: string, tag: string): Promise<void> {
    const [repo, version] = splitTag(tag);
    await this.#line.call(`tag ${reference} as ${tag}`, 'question', (abortSignal) =>
      this.#docker.getImage(reference).tag({ repo, tag: version, abortSignal }),
    );
  }

  /** Removes a tag, and the image with its last one. Fine when it is gone already. */
  async remove(reference: string): Promise<void> {
    try {
      await this.#line.call(`remove the image ${reference}`, 'change', (abortSignal) =>
        this.#docker.getImage(reference).remove({ abortSignal }),
      );
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  async #watch(
    action: string,
    limits: { readonly firstSign: number; readonly silence: number },
    { progress, signal }: Watched,
    request: (abortSignal: AbortSignal) => Promise<NodeJS.ReadableStream>,
  ): Promise<void> {
    using listening = this.#line.listen();
    const ending = signal ? AbortSignal.any([listening.silence, signal]) : listening.silence;
    const started = performance.now();
    const stream = await this.#line.call(action, limits.firstSign, (expiry) =>
      request(AbortSignal.any([expiry, ending])),
    );
    const firstSign = Math.max(1, limits.firstSign - (performance.now() - started));
    try {
      await followProgress(stream, { firstSign, silence: limits.silence }, { progress, ending });
    } catch (error) {
      throw new EngineError(action, error);
    } finally {
      signal?.throwIfAborted();
    }
  }
}

/** The API leaves out what is empty. */
function summary(
  id: string,
  tags: readonly string[] | undefined,
  sizeBytes: number,
  labels: Readonly<Record<string, string>> | undefined,
): ImageSummary {
  return {
    id,
    tags: (tags ?? []).map(withoutRegistry),
    sizeBytes,
    labels: labels ?? {},
  };
}

/**
 * The name by which this tool knows an image. Podman puts a registry before each: Docker's for one that came through
 * this API, localhost for one that its own command line built or loaded. It finds both by the short name.
 */
function withoutRegistry(tag: string): string {
  return tag.replace(/^(localhost|docker\.io\/library)\//, '');
}

/** `name:tag` in its two parts. A colon before a slash belongs to a registry's port. */
function splitTag(reference: string): [repository: string, tag: string] {
  const colon = reference.lastIndexOf(':');
  if (colon <= reference.lastIndexOf('/')) return [reference, 'latest'];
  return [reference.slice(0, colon), reference.slice(colon + 1)];
}
