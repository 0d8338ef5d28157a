import { isIP, type Socket } from 'node:net';
import { type Limits, Places } from './limits.ts';

/**
 * Closes what is too much: connections of one address, and those of all. Who connects and says nothing is closed by the
 * server when the time for a request is over.
 */
export function limitedConnections({ connections, addressConnections }: Limits): (socket: Socket) => void {
  const all = new Places(connections);
  const each = new Places(addressConnections);
  return (socket) => {
    const address = socket.remoteAddress ?? '';
    const leave = all.take('');
    const leaveAddress = isLoopback(address) ? () => {} : each.take(address);
    if (!leave || !leaveAddress) {
      leave?.();
      leaveAddress?.();
      socket.destroy();
      return;
    }
    socket.once('close', () => {
      leave();
      leaveAddress();
    });
  };
}

/** An address of IPv4 comes as one of IPv6 where the server listens on both. */
function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}
