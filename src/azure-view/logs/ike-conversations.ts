import { guidOf } from '../resources.ts';

/** What a gateway would log of its IKE with a peer. */
export interface IkeMessage {
  /** The address of the peer. */
  readonly remote: string;
  readonly text: string;
}

interface Ends {
  readonly local: string;
  readonly remote: string;
}

/**
 * Makes IKE log messages in Azure's frame from the lines of charon: `SESSION_ID :{...} Remote ip:500: Local ip:500:
 * [SEND] ...`. A thread of charon says which packet it got or makes before or after it says from where or to where.
 */
export class IkeConversations {
  readonly #ends = new Map<string, Ends>();
  readonly #unsent = new Map<string, string>();

  /** @param text as charon logs it: `13[NET] sending packet: from 203.0.113.10[500] to 131.107.72.22[500] (80 bytes)` */
  messageOf(text: string): IkeMessage | undefined {
    const [, thread, group, said] = /^(\d+)\[([A-Z]+)\] (.*)$/.exec(text) ?? [];
    if (thread === undefined || group === undefined || said === undefined) return undefined;
    const packet = /^(sending|received) packet: from ([\d.]+)\[\d+\] to ([\d.]+)\[\d+\]/.exec(said);
    if (packet) {
      const [, way, from = '', to = ''] = packet;
      const ends = way === 'sending' ? { local: from, remote: to } : { local: to, remote: from };
      this.#ends.set(thread, ends);
      const unsent = this.#unsent.get(thread);
      this.#unsent.delete(thread);
      return way === 'sending' && unsent !== undefined ? framed(ends, `[SEND] ${unsent}`) : undefined;
    }
    if (said.startsWith('generating ')) {
      this.#unsent.set(thread, said.slice('generating '.length));
      return undefined;
    }
    const ends = this.#ends.get(thread);
    if (!ends) return undefined;
    if (said.startsWith('parsed ')) return framed(ends, `[RECEIVED] ${said.slice('parsed '.length)}`);
    return group === 'IKE' ? framed(ends, `[LOCAL_MSG] ${said}`) : undefined;
  }
}

const framed = ({ local, remote }: Ends, said: string): IkeMessage => ({
  remote,
  text: `SESSION_ID :{${guidOf(`${local} ${remote}`)}} Remote ${remote}:500: Local ${local}:500: ${said}`,
});
