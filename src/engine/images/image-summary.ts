import { z } from 'zod';
import { understood } from '../understood.ts';

/** An image as this tool knows it. */
export interface ImageSummary {
  readonly id: string;
  readonly tags: readonly string[];
  readonly sizeBytes: number;
  readonly labels: Readonly<Record<string, string>>;
}

const common = { Id: z.string(), RepoTags: z.array(z.string()).nullish(), Size: z.number() };
const labels = z.record(z.string(), z.string()).nullish();
const listed = z.array(z.object({ ...common, Labels: labels }));
const inspected = z.object({ ...common, Config: z.object({ Labels: labels }).nullish() });

/**
 * Reads the answer of the engine to `GET /images/json`. The API leaves out what is empty.
 *
 * @throws {Error} that says what is missing or wrong in it
 */
export const imageSummaries = (answer: unknown): ImageSummary[] =>
  understood(listed, answer).map(({ Labels, ...image }) => summary(image, Labels));

/** Reads the answer to `GET /images/NAME/json` in the same way. */
export function imageSummary(answer: unknown): ImageSummary {
  const { Config, ...image } = understood(inspected, answer);
  return summary(image, Config?.Labels);
}

function summary(
  { Id, RepoTags, Size }: Pick<z.infer<typeof inspected>, 'Id' | 'RepoTags' | 'Size'>,
  own: z.infer<typeof labels>,
): ImageSummary {
  return { id: Id, tags: (RepoTags ?? []).map(withoutRegistry), sizeBytes: Size, labels: own ?? {} };
}

/**
 * The name by which this tool knows an image. Podman puts a registry before each: Docker's for an image that came through
 * this API, localhost for one that its own command line built or loaded. It finds both by the short name.
 */
function withoutRegistry(tag: string): string {
  return tag.replace(/^(localhost|docker\.io\/library)\//, '');
}

/** `name:tag` in its two parts. A colon before a slash belongs to a registry's port. */
export function splitTag(reference: string): [repository: string, tag: string] {
  const colon = reference.lastIndexOf(':');
  if (colon <= reference.lastIndexOf('/')) return [reference, 'latest'];
  return [reference.slice(0, colon), reference.slice(colon + 1)];
}
