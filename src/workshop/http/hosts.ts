/** A name under which the page can be reached, besides those of the server itself: a proxy's, or one of a DNS. */
export interface PublicName {
  /** Absent: either. */
  readonly scheme?: 'http' | 'https' | undefined;
  /** As in a Host header: `lab.example.org`, or `lab.example.org:8443`. */
  readonly host: string;
}

/** Where the server can be reached, and so what a request may say about it. */
export interface Hosts {
  /** Every value that a Host header may have, exactly. */
  readonly hosts: ReadonlySet<string>;
  /** Every value that an Origin header may have, exactly. */
  readonly origins: ReadonlySet<string>;
  /** Hosts that are reached by TLS only, so that their cookies must not travel without. */
  readonly secure: ReadonlySet<string>;
}

export interface Reachable {
  readonly port: number;
  readonly tls: boolean;
  /** Addresses on which the server listens, besides those of the loopback interface. */
  readonly addresses: readonly string[];
  readonly names: readonly PublicName[];
}

/**
 * A page elsewhere can make a browser send requests to this server. By DNS rebinding even its own name resolves to our
 * address, and then Host and Origin agree with each other: only a list of what they may be tells such a page apart.
 */
export function allowedHosts({ port, tls, addresses, names }: Reachable): Hosts {
  const scheme = tls ? 'https' : 'http';
  const own = ['localhost', '127.0.0.1', '[::1]', ...addresses.map(asHost)].flatMap((host) =>
    withPort(host, port, scheme),
  );
  const given = names.flatMap((name) => [
    name,
    // Reached without a proxy.
    ...(name.host.includes(':')
      ? []
      : withPort(name.host, port, scheme).map((host) => ({ scheme, host }) as const)),
  ]);
  const all: readonly PublicName[] = [...own.map((host) => ({ scheme, host }) as const), ...given];
  const secure = new Set(all.map(({ host }) => host));
  for (const { scheme: one, host } of all) if (one !== 'https') secure.delete(host);
  return {
    hosts: new Set(all.map(({ host }) => host)),
    origins: new Set(
      all.flatMap(({ scheme: one, host }) =>
        one === undefined ? [`http://${host}`, `https://${host}`] : [`${one}://${host}`],
      ),
    ),
    secure,
  };
}

/** An address as it is written in a URL. */
export const asHost = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** Browsers leave the usual port of a scheme out. */
function withPort(host: string, port: number, scheme: 'http' | 'https'): string[] {
  const usual = scheme === 'https' ? 443 : 80;
  return port === usual ? [host, `${host}:${port}`] : [`${host}:${port}`];
}

/**
 * `lab.example.org`, `https://lab.example.org` or `localhost:9000`; undefined when it is none.
 *
 * @param text as a person wrote it
 */
export function publicName(text: string): PublicName | undefined {
  const [, scheme, name, port] =
    /^(?:(https?):\/\/)?([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?\/?$/.exec(
      text.toLowerCase(),
    ) ?? [];
  if (name === undefined || Number(port?.slice(1) ?? 1) > 65_535) return undefined;
  const host = `${name}${port ?? ''}`;
  return scheme === 'http' || scheme === 'https' ? { scheme, host } : { host };
}
