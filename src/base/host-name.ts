/** Host name of the node between the public addresses. */
export const internetName = 'internet';

/** The name of a node is a part of the names of containers, which tables show. */
const longest = 40;

/**
 * A name as a host name: Azure's names may have capitals, dots and underscores, which host names and container names may not
 * all have.
 *
 * @param ending of a host name, which is kept whole when the name is too long, because it tells two nodes apart
 */
export function hostNameOf(name: string, ending = ''): string {
  const clean = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return clean.slice(0, longest - ending.length).replaceAll(/^-|-$/g, '') + ending;
}
