import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret of a link: 128 random bits, in letters that need no escape in a URL. */
export const newToken = (): string => randomBytes(16).toString('base64url');

/** The only form in which tokens are kept. What is random needs no salt, and no slow hash. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Finds whose token it is. It takes as long for a wrong token as for a right one, wherever the difference is.
 *
 * @param holders each with the hash of its token, see {@link tokenHash}
 */
export function holderOf<Holder extends { readonly tokenHash: string }>(
  token: string,
  holders: Iterable<Holder>,
): Holder | undefined {
  const hash = Buffer.from(tokenHash(token), 'hex');
  let found: Holder | undefined;
  for (const holder of holders) {
    const own = Buffer.from(holder.tokenHash, 'hex');
    if (own.length === hash.length && timingSafeEqual(own, hash)) found = holder;
  }
  return found;
}
