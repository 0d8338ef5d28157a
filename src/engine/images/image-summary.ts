import { z } from 'zod';
import { understood } from '../understood.ts';

/** An image as this tool knows it. */
export interface ImageSummary {
  readonly id: string;
  readonly tags: readonly string[];
  readonly sizeBytes: number;
  readonly labels: Readonly<Record<string, string>>;
  /** When it was built, or came to this engine if that is known: milliseconds since 1970, by the engine's clock. */
  readonly newSince: number;
}

const common = { Id: z.string(), RepoTags: z.array(z.string()).nullish(), Size: z.number() };
const labels = z.record(z.string(), z.string()).nullish();
const moment = z.string().transform((text) => Date.parse(text) || 0);
const listed = z.array(z.object({ ...common, Labels: labels, Created: z.number().default(0) }));
const inspected = z.object({
  ...common,
  Config: z.object({ Labels: labels }).nullish(),
  Created: moment.default(0),
  /** Docker's: when a build or a load last gave it a name. Podman has the year 1. */
  Metadata: z.object({ LastTagTime: moment.default(0) }).nullish(),
});

/**
 * Reads the answer of the engine to `GET /images/json`. The API leaves out what is empty.
 *
 * @throws {Error} that says what is missing or wrong in it
 */
export const imageSummaries = (answer: unknown): ImageSummary[] =>
  understood(listed, answer).map(({ Labels, Created, ...image }) => summary(image, Labels, Created * 1000));

/** Reads the answer to `GET /images/NAME/json` in the same way. */
export function imageSummary(answer: unknown): ImageSummary {
  const { Config, Created, Metadata, ...image } = understood(inspected, answer);
  return summary(image, Config?.Labels, Math.max(Created, Metadata?.LastTagTime ?? 0));
}

function summary(
  { Id, RepoTags, Size }: Pick<z.infer<typeof inspected>, 'Id' | 'RepoTags' | 'Size'>,
  own: z.infer<typeof labels>,
  newSince: number,
): ImageSummary {
  const tags = (RepoTags ?? []).filter((tag) => tag !== nameless).map(withoutRegistry);
  return { id: Id, tags, sizeBytes: Size, labels: own ?? {}, newSince };
}

/** What Docker up to 24 lists as the name of an image that has none. */
const nameless = '<none>:<none>';

const removal = z.array(z.object({ Deleted: z.string().optional() }));

/** Reads the answer to `DELETE /images/NAME`: whether an image was removed, and not only a name of it. */
export const wasDeleted = (answer: unknown): boolean =>
  understood(removal, answer).some(({ Deleted }) => Deleted !== undefined);

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
