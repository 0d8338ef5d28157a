/** Whether a link may lead there: to a page of the web, or to a place on this server. */
export const isAllowedLink = (address: string): boolean => isWebPage(address) || isRelative(address);

/** Links to the web open beside the lab, and do not tell where they were found. */
export const isWebPage = (address: string): boolean => /^https?:\/\/[^/]/i.test(address);

/**
 * The name of a picture beside the lesson; undefined: it is no such picture.
 *
 * @param address as written in the Markdown, maybe with `./`
 */
export function pictureName(address: string): string | undefined {
  return /^(?:\.\/)?([a-z0-9][a-z0-9._-]{0,79}\.(?:svg|png))$/i.exec(address)?.[1];
}

/** A browser takes a backslash for a slash, and ignores control characters: both could begin another address. */
const isRelative = (address: string): boolean =>
  /^(?:#|\.{0,2}\/|[a-z0-9])/i.test(address) &&
  !/^\/\//.test(address) &&
  !/^[a-z][a-z0-9+.-]*:/i.test(address) &&
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  !/[\\\u0000-\u0020\u007f]/.test(decoded(address));

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return '\\';
  }
}
