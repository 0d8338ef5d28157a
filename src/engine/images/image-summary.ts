/** An image as this tool knows it. */
export interface ImageSummary {
  readonly id: string;
  readonly tags: readonly string[];
  readonly sizeBytes: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** An image from what the API says of it, which leaves out what is empty. */
export function imageSummary(
  id: string,
  tags: readonly string[] | undefined,
  sizeBytes: number,
  labels: Readonly<Record<string, string>> | undefined,
): ImageSummary {
  return { id, tags: (tags ?? []).map(withoutRegistry), sizeBytes, labels: labels ?? {} };
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
