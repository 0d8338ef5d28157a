import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Where a server listens that not only this machine can reach. */
export interface Listening {
  readonly address: string;
  /** The addresses by which it is reached there: several, when it listens on all of a machine. */
  readonly reachedBy: readonly string[];
}

/** All addresses of IPv4, and all of both kinds. */
const everywhere = ['0.0.0.0', '::'];

/**
 * @param address of one interface, or one of the two that stand for all
 * @param own the addresses of this machine
 */
export function listeningOn(address: string, own: readonly string[] = ownAddresses()): Listening {
  if (!everywhere.includes(address)) return { address, reachedBy: [address] };
  const reached = own.filter((one) => address === '::' || isIP(one) === 4);
  return { address, reachedBy: [...reached, '127.0.0.1', ...(address === '::' ? ['::1'] : [])] };
}

/** Those of link-local scope are left out: a URL cannot have the name of the interface that they need. */
function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address);
}
