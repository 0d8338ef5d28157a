import { Agent } from 'node:https';
import { userInfo } from 'node:os';
import type { DockerOptions } from 'dockerode';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';

/** Where an engine listens. */
export type Endpoint =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls?: TlsMaterial }
  | { readonly kind: 'ssh'; readonly host: string; readonly port: number; readonly user: string };

/** PEM texts for a connection over TLS. The engine's administrator decides which of them are needed. */
export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly verify: boolean;
}

/**
 * Reads the address of an engine, from DOCKER_HOST or from a Docker context.
 *
 * @param host `unix:///path`, `tcp://host[:port]`, `http(s)://host[:port]`, `ssh://[user@]host[:port]`, or `host:port`
 * @param tls used for TCP only; `https://` asks for it in any case
 * @throws SwitchoverError (environment) for anything else
 */
export function parseEndpoint(host: string, tls?: TlsMaterial): Endpoint {
  if (host.startsWith('unix://')) {
    return { kind: 'socket', path: host.slice('unix://'.length) || '/var/run/docker.sock' };
  }
  const url = parseUrl(host.includes('://') ? host : `tcp://${host}`);
  switch (url?.protocol) {
    case 'ssh:':
      return {
        kind: 'ssh',
        host: url.hostname,
        port: Number(url.port || 22),
        user: url.username || userInfo().username,
      };
    case 'https:':
      return tcp(url, tls ?? { verify: true });
    case 'tcp:':
    case 'http:':
      return tcp(url, tls);
    default:
      throw new SwitchoverError(
        'environment',
        `"${host}" is not the address of a Docker engine. Use unix:///path/to/docker.sock, tcp://host:port or ssh://user@host.`,
      );
  }
}

/** The endpoint as a person would write it. */
export function describeEndpoint(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case 'socket':
      return `unix://${endpoint.path}`;
    case 'tcp':
      return `tcp://${endpoint.host}:${endpoint.port}${endpoint.tls ? ' (TLS)' : ''}`;
    case 'ssh':
      return `ssh://${endpoint.user}@${endpoint.host}:${endpoint.port}`;
  }
}

/** The endpoint in dockerode's terms. */
export function connectionOptions(endpoint: Endpoint): DockerOptions {
  // docker-modem adds DOCKER_HOST to its options; an explicit `undefined` prevents that.
  const nothing = { host: undefined, port: undefined, socketPath: undefined };
  switch (endpoint.kind) {
    case 'socket':
      return { ...nothing, socketPath: endpoint.path };
    case 'tcp':
      return { ...nothing, host: endpoint.host, port: endpoint.port, ...tlsOptions(endpoint.tls) };
    case 'ssh': {
      const agent = process.env.SSH_AUTH_SOCK;
      // docker-modem makes an invalid URL of a host, about which Node warns; ssh2 knows it by this name as well.
      const sshOptions = { hostname: endpoint.host, ...(agent !== undefined && { agent }) };
      return {
        ...nothing,
        protocol: 'ssh',
        port: endpoint.port,
        username: endpoint.user,
        sshOptions,
      };
    }
  }
}

/** IANA assigned port 2375 to Docker without TLS, and 2376 to Docker with TLS. */
function tcp(url: URL, tls: TlsMaterial | undefined): Endpoint {
  const port = Number(url.port || (tls ? 2376 : 2375));
  return { kind: 'tcp', host: url.hostname, port, ...(tls && { tls }) };
}

function tlsOptions(tls: TlsMaterial | undefined) {
  if (!tls) return { protocol: 'http' as const, ca: undefined, cert: undefined, key: undefined };
  // docker-modem has no option for this, but passes an agent on.
  const agent = tls.verify ? undefined : new Agent({ keepAlive: true, rejectUnauthorized: false });
  return { protocol: 'https' as const, ca: tls.ca, cert: tls.cert, key: tls.key, ...(agent && { agent }) };
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
