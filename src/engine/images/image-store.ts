import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import type { Supervision } from '../../base/progress.ts';
import type { Requests } from '../connection/requests.ts';
import { type Files, packFiles } from '../containers/archive.ts';
import { EngineError, isNotFound } from '../engine-error.ts';
import { type LabelFilter, labelFilters } from '../ownership/label-filter.ts';
import { type ImageSummary, imageSummaries, imageSummary, splitTag, wasDeleted } from './image-summary.ts';
import { followProgress } from './progress-stream.ts';

export interface BuildRequest {
  readonly tag: string;
  /** The build context, with a Dockerfile in it. */
  readonly context: Files;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Milliseconds until the first line and between lines. An unreachable registry shows nothing at all, and a slow one shows
 * progress all the time: so the whole needs no limit.
 */
const pullLimits = { firstSign: 10_000, silence: 60_000 };
/** A compiler or a package manager may be silent for long while an image is built. */
const buildLimits = { firstSign: 600_000, silence: 600_000 };

/** The images of an engine. All methods throw EngineError when the engine refuses or does not answer. */
export class ImageStore {
  readonly #requests: Requests;
  readonly #docker: Docker;
  readonly #limited: Docker;

  /** @param limited closes its connections after a while, for requests that cannot be aborted */
  constructor(requests: Requests, docker: Docker, limited: Docker) {
    this.#requests = requests;
    this.#docker = docker;
    this.#limited = limited;
  }

  /** The image with that tag or id, if there is one. */
  async find(reference: string): Promise<ImageSummary | undefined> {
    try {
      return await this.#requests.make(`look for the image ${reference}`, 'question', async () =>
        imageSummary(await this.#limited.getImage(reference).inspect()),
      );
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** Images with certain labels, with a name or without, that are not part of another image. */
  labelled(having: LabelFilter): Promise<ImageSummary[]> {
    return this.#list('list images', { label: labelFilters(having) });
  }

  /** Images with certain labels that have no name, and that are not part of another image. */
  nameless(having: LabelFilter): Promise<ImageSummary[]> {
    return this.#list('list nameless images', { dangling: ['true'], label: labelFilters(having) });
  }

  /**
   * Builds an image from a Dockerfile. Its steps use the network of the engine's host: a build has to reach package
   * mirrors, and Docker's own bridge may collide with the network in which they are.
   */
  async build({ tag, context, buildArguments, labels }: BuildRequest, work: Supervision): Promise<void> {
    // All files have the same time, so that the same sources make the same archive.
    const archive = await packFiles(context, new Date(0));
    await this.#supervise(`build ${tag}`, buildLimits, work, (abortSignal) =>
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
    work: Supervision,
  ): Promise<void> {
    const changes = Object.entries(labels).map(([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`);
    const { transfer } = this.#requests.limits;
    const limits = { firstSign: transfer, silence: transfer };
    await this.#supervise(`import ${tag}`, limits, work, (abortSignal) =>
      // The API lets `repo` include the tag. Podman 4.3 ignores one that comes as `tag`.
      this.#docker.importImage(createReadStream(tarFile), { repo: tag, changes, abortSignal }),
    );
  }

  /** Fetches an image from its registry. Fails soon when the registry cannot be reached. */
  async pull(reference: string, work: Supervision): Promise<void> {
    await this.#supervise(`pull ${reference}`, pullLimits, work, (abortSignal) =>
      this.#docker.pull(reference, { abortSignal }),
    );
  }

  /** The archive of an image with its name, as `docker save` writes it. Its reader may destroy it. */
  save(tag: string): Promise<NodeJS.ReadableStream> {
    return this.#requests.make(`save ${tag}`, 'transfer', () => this.#docker.getImage(tag).get());
  }

  /** Takes the images of such an archive, which may be compressed with gzip, with their names. */
  async load(archive: NodeJS.ReadableStream, work: Supervision): Promise<void> {
    const { transfer } = this.#requests.limits;
    await this.#supervise('load the image', { firstSign: transfer, silence: transfer }, work, (abortSignal) =>
      this.#docker.loadImage(archive, { abortSignal }),
    );
  }

  /** Gives an image another name. */
  async tag(reference: string, tag: string): Promise<void> {
    const [repo, version] = splitTag(tag);
    await this.#requests.make(`tag ${reference} as ${tag}`, 'question', (abortSignal) =>
      this.#docker.getImage(reference).tag({ repo, tag: version, abortSignal }),
    );
  }

  /**
   * Removes a tag, and with its last tag the image. Does nothing when it is gone already.
   *
   * @returns whether the image itself was removed
   */
  async remove(reference: string): Promise<boolean> {
    try {
      return await this.#requests.make(`remove the image ${reference}`, 'change', async (abortSignal) =>
        wasDeleted(await this.#docker.getImage(reference).remove({ abortSignal })),
      );
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  async #list(action: string, filters: Record<string, string[]>): Promise<ImageSummary[]> {
    return this.#requests.make(action, 'question', async (abortSignal) =>
      imageSummaries(await this.#docker.listImages({ filters, abortSignal })),
    );
  }

  /** Makes a request whose answer is a long account of the work, and follows that to its end. */
  async #supervise(
    action: string,
    limits: { readonly firstSign: number; readonly silence: number },
    { progress, signal }: Supervision,
    request: (abortSignal: AbortSignal) => Promise<NodeJS.ReadableStream>,
  ): Promise<void> {
    using watch = this.#requests.watch();
    const ending = signal ? AbortSignal.any([watch.lost, signal]) : watch.lost;
    const started = performance.now();
    const stream = await this.#requests.make(action, limits.firstSign, (expiry) =>
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
