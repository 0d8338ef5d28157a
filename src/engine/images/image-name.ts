/** The name of an image for people: what it is called, or else the beginning of its digest. */
export const imageName = ({ id, tags }: { readonly id: string; readonly tags: readonly string[] }): string =>
  tags.length > 0 ? tags.join(', ') : `image ${digestOf(id).slice(0, 12)}`;

/** Engines write the id of an image with its algorithm before it, or without. */
export const digestOf = (id: string): string => id.replace(/^sha256:/, '');
