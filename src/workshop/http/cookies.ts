/**
 * Cookies do not know ports, and two workshops on one machine must not log each other out. With TLS the prefix keeps
 * neighbours in the domain from setting it.
 */
export const cookieName = (who: 'seat' | 'trainer', port: number, secure: boolean): string =>
  `${secure ? '__Host-' : ''}switchover-${who}-${port}`;

/** Lives until its seat is taken away: a laptop may sleep over night. */
export const cookieOf = (name: string, token: string, secure: boolean): string =>
  `${name}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${30 * 24 * 3600}${secure ? '; Secure' : ''}`;

/** The value of a cookie in a request; undefined: it has none, or it is no token. */
export function tokenIn(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=');
    if (key === name && value !== undefined && /^[\w-]{22}$/.test(value)) return value;
  }
  return undefined;
}
