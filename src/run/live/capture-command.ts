import type { CapturePoint } from './capture-point.ts';

export interface CaptureWishes {
  /** Which packets, in the words of tcpdump's filter; none: all. */
  readonly words: readonly string[];
  /** Whether the packets themselves are wanted, as a pcap file, and not a line for each. */
  readonly binary: boolean;
  /** When to end; absent: at a signal. */
  readonly seconds?: number | undefined;
  /** How many packets, and the bytes that are kept of each; absent: all. */
  readonly most?: { readonly packets: number; readonly bytesOfEach: number };
}

/** The command that captures packets in a node, on its standard output. */
export function captureCommand(
  { interface: device, filter }: Pick<CapturePoint, 'interface' | 'filter'>,
  { words, binary, seconds, most }: CaptureWishes,
): string[] {
  const filters = [filter, words.join(' ')].filter((part) => part !== '').map((part) => `(${part})`);
  // In the node, where it also ends when our process is killed. tcpdump writes what it has, as at Ctrl-C.
  const limit =
    seconds === undefined ? [] : ['timeout', '--preserve-status', '--signal=INT', String(seconds)];
  // Packet by packet: a line or a record as soon as there is one. Names would have to be looked up.
  const format = binary ? ['-U', '-w', '-'] : ['-l'];
  const cut = most ? ['-c', String(most.packets), '-s', String(most.bytesOfEach)] : [];
  return [...limit, 'tcpdump', '-n', '-i', device, ...cut, ...format, filters.join(' and ')];
}
